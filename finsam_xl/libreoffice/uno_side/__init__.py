"""What runs in a process of its own, by a Python that has uno, beside a LibreOffice.

It reads requests as JSON, a line each, and answers each with a line. Only the standard library
and uno are used, in the Python of LibreOffice's own making (3.8 and later), since `uno`
replaces `__import__` and nobody else should have to live with that.
"""
