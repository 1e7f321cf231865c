"""Detached signatures of books: an XML Signature over the file's checksum, with a certificate.

What is signed can be read by anyone and examined by any tool that knows XML Signature.
"""
