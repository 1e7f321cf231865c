"""A book's detached signature: made for a book that an examination found nothing wrong with.

The signature stands in a file of its own beside the book, whose bytes stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from finsam_xl.errors import BookError, InputError
from finsam_xl.findings.finding import Finding
from finsam_xl.proof.chain import links_of
from finsam_xl.verifying.examined import Examined

if TYPE_CHECKING:
    from finsam_xl.signatures.certificates import Signer
    from finsam_xl.signatures.statement import Statement

SUFFIX = ".sig.xml"


def beside(path: Path) -> Path:
    """Where a book's signature is kept, unless somebody says otherwise."""
    return path.with_name(path.name + SUFFIX)


def signer_of(certificate: Path, key: Path | None) -> Signer:
    """Who is to sign.

    Refuses with InputError a certificate or a key that cannot be used, and with BookError where
    the extra that signs is not installed.
    """
    _refuse_without_extra()
    from finsam_xl.signatures.certificates import signer_in  # noqa: PLC0415 - an extra

    return signer_in(certificate, key)


def signature(book: Examined, path: Path, signer: Signer) -> bytes:
    """The signature of a book as an XML document."""
    from finsam_xl.signatures.statement import signed  # noqa: PLC0415 - an extra

    return signed(_statement(book, path), signer)


def signature_findings(book: Examined, signature: Path, certificate: Path) -> Iterator[Finding]:
    """Whether the file is the one that the certificate's owner signed."""
    _refuse_without_extra()
    from finsam_xl.signatures.certificates import (  # noqa: PLC0415 - an extra
        certificate_in,
        subject,
        validity,
    )
    from finsam_xl.signatures.statement import checksum, vouched_for  # noqa: PLC0415

    owner = certificate_in(certificate)
    who = {"subject": subject(owner), "place": str(signature)}
    if not signature.exists():
        yield _about(book, "signature_missing", "error", who)
        return
    try:
        statement = vouched_for(signature.read_bytes(), owner)
    except OSError as fault:
        raise InputError("certificate_unreadable", place=str(signature)) from fault
    if statement is None:
        yield _about(book, "signature_broken", "error", who)
    elif statement.sha256 != checksum(book.package.content):
        yield _about(book, "signed_another", "error", who)
    else:
        first, last = validity(owner)
        yield _about(book, "signature_holds", "note", {**who, "first": first, "last": last})


def _statement(book: Examined, path: Path) -> Statement:
    from finsam_xl.signatures.statement import Statement, checksum  # noqa: PLC0415 - an extra

    links = links_of(book.read.setting.chain)
    return Statement(
        name=path.name, sha256=checksum(book.package.content),
        association=book.read.inputs.text("association_name"),
        fingerprint=book.proven.draft.properties["fingerprint"],
        seal=links[-1].seal if links else "",
    )


def _about(book: Examined, key: str, severity: str, facts: dict[str, str]) -> Finding:
    said = {name: text for name, text in facts.items() if name != "place"}
    return book.found(key, severity, facts["place"], **said)


def _refuse_without_extra() -> None:
    try:
        import finsam_xl.signatures.statement  # noqa: F401, PLC0415 - an extra
    except ImportError as missing:
        raise BookError("no_signing") from missing
