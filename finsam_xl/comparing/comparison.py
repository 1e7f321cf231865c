"""All that is said of two books: what was typed, what moved, and why each share is another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from finsam_xl.comparing.formulas import (
    Formula,
    Shape,
    are_laid_out_alike,
    changed_formulas,
    shape_of,
)
from finsam_xl.comparing.moved import (
    Judged,
    Moved,
    changed_checks,
    figures_added,
    figures_removed,
    moved_figures,
)
from finsam_xl.comparing.sides import Side, are_renamed
from finsam_xl.comparing.splitting import Split, splits
from finsam_xl.comparing.typed import Input, LogLine, changed_inputs, new_log_lines


@dataclass(frozen=True)
class Comparison:
    """Two books of one association, the older first; each part is found when it is asked for.

    `renamed` says that the association has another name in the new book.
    """

    old: Side
    new: Side
    language: str
    renamed: bool

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """The inputs that differ."""
        return changed_inputs(self.old, self.new)

    @cached_property
    def log(self) -> tuple[LogLine, ...]:
        """The lines that are new in the change log."""
        return new_log_lines(self.old, self.new)

    @cached_property
    def figures(self) -> tuple[Moved, ...]:
        """The figures that differ."""
        return moved_figures(self.old, self.new, self.inputs)

    @cached_property
    def figures_added(self) -> tuple[Moved, ...]:
        """The figures that only the new book has."""
        return figures_added(self.old, self.new, self.inputs)

    @cached_property
    def figures_removed(self) -> tuple[Moved, ...]:
        """The figures that only the old book has."""
        return figures_removed(self.old, self.new, self.inputs)

    @cached_property
    def splits(self) -> tuple[Split, ...]:
        """The municipalities' changes, parted in total, population and rounding."""
        return splits(self.old.proven.plan, self.new.proven.plan)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas that differ."""
        return changed_formulas(self.old, self.new)

    @cached_property
    def laid_out_alike(self) -> bool:
        """Whether the formulas could be compared cell by cell."""
        return are_laid_out_alike(self.old, self.new)

    @cached_property
    def shape(self) -> Shape:
        """The sheets and members that came, went or were renamed."""
        return shape_of(self.old, self.new)

    @cached_property
    def checks(self) -> tuple[Judged, ...]:
        """The checks that came out otherwise."""
        return changed_checks(self.old, self.new, self.language)

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        return bool(self.renamed or self.inputs or self.log or self.figures or self.figures_added
                    or self.figures_removed or self.formulas or self.checks
                    or not self.shape.is_same)


def compared(old: Side, new: Side, language: str) -> Comparison:
    """Two books side by side; refuses with InputError books of two associations."""
    return Comparison(old, new, language, are_renamed(old, new))
