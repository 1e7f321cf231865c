"""What is signed: which file it is, by its checksum, and what the book says of itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree
from signxml.algorithms import SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, XMLVerifier

from finsam_xl.signatures.certificates import Signer

_NAMESPACE = "urn:finsam_xl:signature:1"
_WORKBOOK = f"{{{_NAMESPACE}}}workbook"
_METHODS = frozenset({
    SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA384, SignatureMethod.RSA_SHA512,
    SignatureMethod.ECDSA_SHA256, SignatureMethod.ECDSA_SHA384, SignatureMethod.ECDSA_SHA512,
})


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A file by its name and its SHA-256, whose plan it is, its fingerprint and last seal."""

    name: str
    sha256: str
    association: str
    fingerprint: str
    seal: str


def checksum(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def signed(statement: Statement, signer: Signer) -> bytes:
    """The statement with its signature inside, as an XML document."""
    root = etree.Element(_WORKBOOK, attrib=vars(statement), nsmap={None: _NAMESPACE})
    method = SignatureMethod.RSA_SHA256 if isinstance(signer.key, rsa.RSAPrivateKey) else (
        SignatureMethod.ECDSA_SHA256)
    made = XMLSigner(signature_algorithm=method).sign(
        root, key=signer.key, cert=[signer.certificate, *signer.above])
    document: bytes = etree.tostring(made, xml_declaration=True, encoding="UTF-8")
    return document


def vouched_for(document: bytes, certificate: x509.Certificate) -> Statement | None:
    """The statement that the certificate's key has signed; None where it has signed none.

    Only what the signature covers is believed, never what stands around it.
    """
    try:
        found = XMLVerifier().verify(
            document, x509_cert=certificate,
            expect_config=SignatureConfiguration(signature_methods=_METHODS, expect_references=1))
    except (SignXMLException, InvalidSignature, etree.XMLSyntaxError, ValueError):
        return None
    result = found[0] if isinstance(found, list) else found
    covered = result.signed_xml
    if covered is None or covered.tag != _WORKBOOK:
        return None
    return Statement(**{key: covered.get(key, "") for key in Statement.__annotations__})
