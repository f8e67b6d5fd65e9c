"""A TOML mapping file to a ``Mapping``; whatever it gets wrong is said with file, key and cure."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from programs.importing.errors import MappingError
from programs.importing.mapping import (
    COST_KINDS,
    COST_SCOPES,
    ENCODINGS,
    NARRATIVE_KINDS,
    NEGATIVES,
    RATINGS,
    Absences,
    Column,
    CostColumns,
    CostVarianceCheck,
    DateColumn,
    FileLayout,
    FinishChangeCheck,
    Label,
    Mapping,
    MilestoneColumns,
    MoneyColumn,
    NarrativeColumns,
    NumberColumn,
    ProgramColumns,
    RatingSource,
    ReportDate,
    StatusColumns,
)
from programs.importing.text import folded
from programs.importing.toml_section import Section

SHIPPED = Path(__file__).parent / "mappings"
_CURRENCY = re.compile(r"[A-Z]{3}")
_CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


def find_mapping(name_or_path: str) -> Mapping:
    """The shipped mapping of that name, such as ``gmpp_2022``, or the one in the file at that path."""
    shipped = SHIPPED / f"{name_or_path}.toml"
    path = shipped if re.fullmatch(r"\w+", name_or_path) and shipped.is_file() else Path(name_or_path)
    if not path.is_file():
        names = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))
        raise MappingError(f"{name_or_path}: no such mapping. Give the path of a TOML file or one of: {names}.")
    return read_mapping(path)


def read_mapping(path: Path) -> Mapping:
    """The mapping in the file at ``path``; MappingError with the key when it is not one."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise MappingError(f"{path.name}: this is not TOML: {problem}.") from None
    return _Reader(Section(path.name, "", content)).mapping()


class _Reader:
    """Reads one mapping; ``absences`` of the file hold for every value that does not declare its own."""

    def __init__(self, root: Section) -> None:
        self.root = root
        with root.section("values") as values:
            self.absences = _absences(values, Absences())

    def mapping(self) -> Mapping:
        """The whole mapping; MappingError for the first thing wrong in it."""
        with self.root as root:
            with root.section("portfolio", required=True) as portfolio:
                code, name = portfolio.text("code"), portfolio.text("name")
                source_system = portfolio.text("source_system", limit=100)
                if not _CODE.fullmatch(code):
                    portfolio.refuse("code", "write at most 60 lower-case letters, digits, - and _")
            mapping = Mapping(
                portfolio_code=code,
                portfolio_name=name,
                source_system=source_system,
                layout=_layout(root),
                report=self.report(),
                program=self.program(),
                milestones=tuple(self.milestone(section) for section in root.sections("milestones")),
                status=self.status(),
                costs=tuple(self.cost(section) for section in root.sections("costs")),
                narratives=tuple(_narrative(section) for section in root.sections("narratives")),
                finish_checks=tuple(self.finish_check(section) for section in root.sections("finish_checks")),
                variance_checks=tuple(self.variance_check(section) for section in root.sections("variance_checks")),
            )
        self.refuse_contradictions(mapping)
        return mapping

    def report(self) -> ReportDate:
        with self.root.section("report") as section:
            day = section.day("date")
            column = self.date_column(section.section("column")) if "column" in section else None
            if day and column:
                section.refuse("date", "give a fixed date or a column, not both")
            several = section.flag("several_rows_per_program")
            if several and not column:
                section.refuse("several_rows_per_program", "this needs report.column, the date of each row")
            return ReportDate(day=day, column=column, several_rows_per_program=several)

    def program(self) -> ProgramColumns:
        with self.root.section("program", required=True) as section:
            return ProgramColumns(
                external_id=_column(section.section("external_id", required=True)),
                name=_column(section.section("name", required=True)),
                description=_optional_column(section, "description"),
                organization=_optional_column(section, "organization"),
                category=_optional_column(section, "category"),
                phase=_optional_column(section, "phase"),
                start=self.date_column(section.section("start")) if "start" in section else None,
                labels=tuple(_label(label) for label in section.sections("labels")),
                code_prefix=section.text("code_prefix", default=""),
            )

    def milestone(self, section: Section) -> MilestoneColumns:
        with section:
            return MilestoneColumns(
                name=section.text("name", limit=100), finish=self.date_column(section.section("finish", required=True))
            )

    def status(self) -> StatusColumns | None:
        if "status" not in self.root:
            return None
        with self.root.section("status") as section:
            values = section.texts_by_key("values")
            for rating in values.values():
                if rating not in RATINGS:
                    section.refuse("values", f"{rating!r} is none of {', '.join(RATINGS)}")
            sources = tuple(_rating_source(source) for source in section.sections("sources"))
            if not sources:
                section.refuse("sources", "name at least one [[status.sources]]")
            return StatusColumns(
                sources=sources,
                values={folded(text): rating for text, rating in values.items()},
                not_rated=self.absences_of(section),
                reason=_optional_column(section, "reason"),
            )

    def cost(self, section: Section) -> CostColumns:
        with section:
            scope, period = section.choice("scope", COST_SCOPES), section.text("period", default="", limit=20)
            if (scope == "financial_year") != bool(period):
                section.refuse("period", "name the year of a financial_year, such as 2021/22, and none for whole_life")
            return CostColumns(
                kind=section.choice("kind", COST_KINDS),
                scope=scope,
                period=period,
                amount=self.money_column(section.section("amount", required=True)),
            )

    def finish_check(self, section: Section) -> FinishChangeCheck:
        with section:
            return FinishChangeCheck(
                milestone=section.text("milestone"), days=self.number_column(section.section("days", required=True))
            )

    def variance_check(self, section: Section) -> CostVarianceCheck:
        with section:
            return CostVarianceCheck(
                scope=section.choice("scope", COST_SCOPES),
                percent=self.number_column(section.section("percent", required=True)),
            )

    def date_column(self, section: Section) -> DateColumn:
        with section:
            format_ = section.text("format")
            if not _is_whole_date(format_):
                section.refuse("format", 'name day, month and year as in "%d/%m/%Y"; the order is never guessed')
            return DateColumn(column=_column(section), format=format_, absences=self.absences_of(section))

    def number_column(self, section: Section) -> NumberColumn:
        with section:
            return NumberColumn(column=_column(section), absences=self.absences_of(section))

    def money_column(self, section: Section) -> MoneyColumn:
        with section:
            currency = section.text("currency")
            if not _CURRENCY.fullmatch(currency):
                section.refuse("currency", "write the three-letter code, such as GBP")
            thousands, decimal = section.mark("thousands", ","), section.mark("decimal", ".")
            if not decimal or thousands == decimal:
                section.refuse("decimal", "give one sign, other than the one for thousands")
            return MoneyColumn(
                column=_column(section),
                currency=currency,
                multiplier=Decimal(section.whole_number("multiplier", default=1)),
                symbols=section.texts("symbols"),
                thousands=thousands,
                decimal=decimal,
                negative=section.choice("negative", NEGATIVES, default="refuse"),
                absences=self.absences_of(section),
            )

    def absences_of(self, section: Section) -> Absences:
        return _absences(section, self.absences)

    def refuse_contradictions(self, mapping: Mapping) -> None:
        """MappingError where two parts of the mapping cannot both hold."""
        names = [milestone.name for milestone in mapping.milestones]
        if len(set(names)) < len(names):
            self.root.refuse("milestones", "two milestones have the same name")
        lines = [(cost.kind, cost.scope, cost.period) for cost in mapping.costs]
        if len(set(lines)) < len(lines):
            self.root.refuse("costs", "two cost lines have the same kind, scope and period")
        for check in mapping.finish_checks:
            if check.milestone not in names:
                self.root.refuse("finish_checks", f"there is no milestone named {check.milestone!r}")


def _layout(root: Section) -> FileLayout:
    with root.section("file", required=True) as section:
        delimiter = section.text("delimiter", default=",", strip=False)
        if len(delimiter) != 1 or delimiter in '"\r\n':
            section.refuse("delimiter", "give one character, such as a comma, a semicolon or \\t")
        return FileLayout(encoding=section.choice("encoding", ENCODINGS), delimiter=delimiter)


def _column(section: Section) -> Column:
    with section:
        return Column(
            header=section.text("column", limit=1000),
            prefix=section.choice("match", ("whole", "prefix"), default="whole") == "prefix",
        )


def _optional_column(section: Section, key: str) -> Column | None:
    return _column(section.section(key)) if key in section else None


def _label(section: Section) -> Label:
    with section:
        return Label(name=section.text("name"), column=_column(section))


def _rating_source(section: Section) -> RatingSource:
    with section:
        return RatingSource(rated_by=section.text("rated_by", limit=100), column=_column(section))


def _narrative(section: Section) -> NarrativeColumns:
    with section:
        return NarrativeColumns(kind=section.choice("kind", NARRATIVE_KINDS), text=_column(section))


def _absences(section: Section, default: Absences) -> Absences:
    """What ``section`` declares; each of the two lists falls back on ``default`` when it is not there."""
    missing = frozenset(folded(text) for text in section.texts("missing"))
    withheld = tuple(folded(text) for text in section.texts("withheld"))
    return Absences(
        missing=missing if "missing" in section else default.missing,
        withheld=withheld if "withheld" in section else default.withheld,
    )


def _is_whole_date(format_: str) -> bool:
    """Whether a date survives being written and read in ``format_``, so that no part of it is left to chance."""
    days = (date(2003, 12, 31), date(2004, 2, 29))
    try:
        return all(datetime.strptime(day.strftime(format_), format_).date() == day for day in days)
    except ValueError:
        return False
