"""The functions of the add-in, for people who build sheets of their own in Excel for Windows.

Each is one line over the domain, in Swedish and in English. A delivered book holds none of
them: who has no add-in would see `#NAMN?`.
"""

from __future__ import annotations

from finsam_xl.functions import population, shares
from finsam_xl.functions.binding import Answer, in_excel

__all__ = ["FINSAM_ANDEL", "FINSAM_BEFOLKNING", "FINSAM_CHECK", "FINSAM_EXPLAIN",
           "FINSAM_FORKLARA", "FINSAM_KONTROLL", "FINSAM_POPULATION", "FINSAM_SHARE"]


@in_excel("sv", "share")
def FINSAM_ANDEL(belopp: object, befolkning: object, steg: object = None) -> Answer:
    """Shares of an amount in whole kronor."""
    return shares.share("sv", belopp, befolkning, steg)


@in_excel("sv", "check")
def FINSAM_KONTROLL(
    belopp: object, delar: object, befolkning: object = None, steg: object = None
) -> Answer:
    """Whether parts are the amount, and the exact shares."""
    return shares.check("sv", belopp, delar, befolkning, steg)


@in_excel("sv", "explain")
def FINSAM_FORKLARA(
    belopp: object, befolkning: object, rad: object, steg: object = None
) -> Answer:
    """How a row's share came about."""
    return shares.explain("sv", belopp, befolkning, rad, steg)


@in_excel("sv", "population")
def FINSAM_BEFOLKNING(kommun: object, tabell: object, datum: object = None) -> Answer:
    """People in a municipality, from a table that is pointed at."""
    return population.population("sv", kommun, tabell, datum)


@in_excel("en", "share")
def FINSAM_SHARE(amount: object, population: object, rounding_step: object = None) -> Answer:
    """Shares of an amount in whole kronor."""
    return shares.share("en", amount, population, rounding_step)


@in_excel("en", "check")
def FINSAM_CHECK(
    amount: object, parts: object, population: object = None, rounding_step: object = None
) -> Answer:
    """Whether parts are the amount, and the exact shares."""
    return shares.check("en", amount, parts, population, rounding_step)


@in_excel("en", "explain")
def FINSAM_EXPLAIN(
    amount: object, population: object, row_number: object, rounding_step: object = None
) -> Answer:
    """How a row's share came about."""
    return shares.explain("en", amount, population, row_number, rounding_step)


@in_excel("en", "population")
def FINSAM_POPULATION(
    municipality: object, table: object, reference_date: object = None
) -> Answer:
    """People in a municipality, from a table that is pointed at."""
    return population.population("en", municipality, table, reference_date)
