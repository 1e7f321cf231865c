"""Certificates and private keys as organisations keep them: PEM files, or PKCS 12 with both."""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12

from finsam_xl.errors import InputError

PASSPHRASE = "FINSAM_XL_PASSPHRASE"  # noqa: S105 - where it is looked for, not what it is
PrivateKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
_PEM, _DER = b"-----BEGIN", b"\x30"


@dataclass(frozen=True)
class Signer:
    """Who signs: the certificate, those above it, and the key that belongs to it."""

    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...]
    key: PrivateKey


def certificate_in(path: Path) -> x509.Certificate:
    """The first certificate of a PEM file; refuses with InputError what holds none."""
    return _certificates(path, _content(path))[0]


def signer_in(certificate: Path, key: Path | None) -> Signer:
    """Certificate and key out of one PKCS 12 file, or out of one PEM file each.

    Refuses with InputError what cannot be read, a key that is not the certificate's, and a
    certificate that is no longer, or not yet, valid.
    """
    content = _content(certificate)
    if content.lstrip().startswith(_PEM):
        found = _certificates(certificate, content)
        signer = Signer(found[0], tuple(found[1:]), _key(key or certificate))
    else:
        signer = _from_pkcs12(certificate, content)
    if signer.key.public_key() != signer.certificate.public_key():
        raise InputError("key_of_another", place=str(key or certificate))
    first, last = validity(signer.certificate)
    if not first <= datetime.now(UTC).date().isoformat() <= last:
        raise InputError("certificate_expired", place=str(certificate), first=first, last=last)
    return signer


def subject(certificate: x509.Certificate) -> str:
    """Whose certificate it is, as it says itself."""
    return certificate.subject.rfc4514_string()


def validity(certificate: x509.Certificate) -> tuple[str, str]:
    """The first and the last day of a certificate."""
    return (certificate.not_valid_before_utc.date().isoformat(),
            certificate.not_valid_after_utc.date().isoformat())


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise InputError("certificate_unreadable", place=str(path)) from fault


def _certificates(path: Path, content: bytes) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(content)
    except ValueError as fault:
        raise InputError("no_certificate", place=str(path)) from fault


def _from_pkcs12(path: Path, content: bytes) -> Signer:
    if not content.startswith(_DER):
        raise InputError("no_certificate", place=str(path))
    try:
        try:
            found = pkcs12.load_key_and_certificates(content, None)
        except ValueError:
            found = pkcs12.load_key_and_certificates(content, _passphrase(path))
    except ValueError as fault:
        raise InputError("no_certificate", place=str(path)) from fault
    key, certificate, above = found
    if certificate is None:
        raise InputError("no_certificate", place=str(path))
    return Signer(certificate, tuple(above), _usable(path, key))


def _key(path: Path) -> PrivateKey:
    content = _content(path)
    try:
        try:
            return _usable(path, load_pem_private_key(content, None))
        except TypeError:  # it is enciphered
            return _usable(path, load_pem_private_key(content, _passphrase(path)))
    except ValueError as fault:
        raise InputError("no_key", place=str(path)) from fault


def _usable(path: Path, key: object) -> PrivateKey:
    if isinstance(key, (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)):
        return key
    raise InputError("no_key", place=str(path))


def _passphrase(path: Path) -> bytes:
    """Out of the environment, or from the one who sits there; never from the command line."""
    found = os.environ.get(PASSPHRASE)
    if found is None and sys.stdin.isatty():
        found = getpass.getpass(f"{path.name}: ")
    if found is None:
        raise InputError("no_passphrase", place=str(path), variable=PASSPHRASE)
    return found.encode()
