"""Signatures: what a certificate vouches for, and what it does not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from finsam_xl.signatures.certificates import PASSPHRASE
from finsam_xl.signatures.statement import vouched_for

if TYPE_CHECKING:
    from tests.conftest import Answer

Run = Callable[..., "Answer"]


@dataclass(frozen=True)
class Owner:
    """Somebody with a key and a certificate, made for one test."""

    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    def pem(self, folder: Path, name: str) -> tuple[Path, Path]:
        """Certificate and key, each in a PEM file."""
        certificate, key = folder / f"{name}.pem", folder / f"{name}-key.pem"
        certificate.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        key.write_bytes(self.key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        return certificate, key

    def p12(self, folder: Path, passphrase: str) -> Path:
        """Certificate and key in one enciphered file."""
        path = folder / "both.p12"
        path.write_bytes(pkcs12.serialize_key_and_certificates(
            b"both", self.key, self.certificate, None,
            BestAvailableEncryption(passphrase.encode())))
        return path


def owner(name: str = "Förbundet", *, days: int = 365, curve: bool = True) -> Owner:
    key = ec.generate_private_key(ec.SECP256R1()) if curve else (
        rsa.generate_private_key(65537, 2048))
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        whose, whose, key.public_key(), x509.random_serial_number(), now - timedelta(days=400),
        now + timedelta(days=days)).sign(key, hashes.SHA256())
    return Owner(key, made)


@pytest.fixture
def book(tmp_path: Path, built: Callable[..., bytes]) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(built("ovning"))
    return path


@pytest.mark.parametrize("curve", [
    pytest.param(True, id="elliptic curve"),
    pytest.param(False, id="RSA", marks=pytest.mark.thorough),
])
def test_a_signed_book_holds_before_its_certificate(
    curve: bool, book: Path, tmp_path: Path, finsam_xl: Run,  # noqa: FBT001 - a table's column
) -> None:
    certificate, key = owner(curve=curve).pem(tmp_path, "us")
    before = book.read_bytes()
    done = finsam_xl("sign", book, "--certificate", certificate, "--key", key)
    assert (done.code, book.read_bytes()) == (0, before)
    seen = finsam_xl("verify", book, "--certificate", certificate)
    assert seen.code == 0
    assert "CN=Förbundet har skrivit under" in seen.out


@pytest.mark.thorough
def test_key_and_certificate_may_stand_in_one_enciphered_file(
    book: Path, tmp_path: Path, finsam_xl: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:
    us = owner()
    both, (certificate, _) = us.p12(tmp_path, "hemligt"), us.pem(tmp_path, "us")
    refused = finsam_xl("sign", book, "--certificate", both)
    assert refused.code == 2
    assert PASSPHRASE in refused.err
    monkeypatch.setenv(PASSPHRASE, "hemligt")
    assert finsam_xl("sign", book, "--certificate", both).code == 0
    assert finsam_xl("verify", book, "--certificate", certificate).code == 0


@pytest.mark.thorough
def test_a_signature_that_nobody_was_asked_to_examine_is_told(
    book: Path, tmp_path: Path, finsam_xl: Run
) -> None:
    certificate, key = owner().pem(tmp_path, "us")
    finsam_xl("sign", book, "--certificate", certificate, "--key", key)
    seen = finsam_xl("verify", book)
    assert (seen.code, "--certificate" in seen.out) == (0, True)


@pytest.mark.thorough
def test_what_does_not_hold_is_an_error(book: Path, tmp_path: Path, finsam_xl: Run) -> None:
    """No signature, another's, one of another file, and one in which a word was changed."""
    certificate, key = owner().pem(tmp_path, "us")
    stranger, _ = owner("En annan").pem(tmp_path, "stranger")
    signature = book.with_name("plan.xlsx.sig.xml")

    def ids(whose: Path) -> set[str]:
        seen = finsam_xl("verify", book, "--certificate", whose, "--json")
        graver = [each["id"] for each in json.loads(seen.out)["findings"]
                  if each["severity"] != "note"]
        assert seen.code == (1 if graver else 0)
        return set(graver)

    assert ids(certificate) == {"signature_missing"}
    finsam_xl("sign", book, "--certificate", certificate, "--key", key)
    assert ids(certificate) == set()
    assert ids(stranger) == {"signature_broken"}
    kept = signature.read_bytes()
    signature.write_bytes(re.sub(rb'sha256="[0-9a-f]{4}', b'sha256="0000', kept))
    assert ids(certificate) == {"signature_broken"}
    signature.write_bytes(kept)
    other = finsam_xl("plan", book, "--lang", "sv")
    assert other.code == 0
    book.write_bytes(book.read_bytes() + b"\0")
    assert ids(certificate) <= {"signed_another"}
    assert ids(certificate)


@pytest.mark.parametrize("document", [
    b"", b"<a/>", b"no xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
])
def test_a_file_that_is_no_signature_vouches_for_nothing(document: bytes) -> None:
    assert vouched_for(document, owner().certificate) is None


@pytest.mark.thorough
def test_a_book_with_faults_is_not_signed(
    book: Path, tmp_path: Path, finsam_xl: Run, built: Callable[..., bytes]
) -> None:
    from random import Random  # noqa: PLC0415

    from tests.verifying.tampering import KINDS, victim  # noqa: PLC0415 - one test needs it

    certificate, key = owner().pem(tmp_path, "us")
    book.write_bytes(KINDS[0](victim(built("ovning")), Random(1)).content)  # noqa: S311 - a seed
    done = finsam_xl("sign", book, "--certificate", certificate, "--key", key)
    assert done.code == 1
    assert not book.with_name("plan.xlsx.sig.xml").exists()


def test_what_cannot_sign_is_refused_in_words(
    book: Path, tmp_path: Path, finsam_xl: Run
) -> None:
    us, other = owner(), owner("En annan")
    certificate, key = us.pem(tmp_path, "us")
    _, other_key = other.pem(tmp_path, "other")
    expired, expired_key = owner(days=-1).pem(tmp_path, "expired")
    nothing = tmp_path / "nothing.pem"
    nothing.write_text("nothing", encoding="utf-8")
    for words, said in (
        (("--certificate", tmp_path / "gone.pem"), "kan inte läsas"),
        (("--certificate", nothing), "inget certifikat"),
        (("--certificate", certificate), "ingen privat nyckel"),
        (("--certificate", certificate, "--key", nothing), "ingen privat nyckel"),
        (("--certificate", certificate, "--key", other_key), "hör inte till"),
        (("--certificate", expired, "--key", expired_key), "inte i dag"),
        (("--certificate", certificate, "--key", key, "--out", tmp_path / "s.txt"), "slutar inte"),
    ):
        done = finsam_xl("sign", book, *words)
        assert (done.code, said in done.err) == (2, True), (words, done.err)
    assert not list(tmp_path.glob("*.sig.xml"))
