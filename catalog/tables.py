"""Every published table: columns, types, key, zone, personal columns (CONTRACT, section 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

FORMAT = 1  #: of a build's manifest: another number when a reader of this one would misread it


class Zone(StrEnum):
    """Where a table is published."""

    PUBLIC = "public"
    RESTRICTED = "restricted"
    BESIDE = ""  # in the build folder itself


class Kind(StrEnum):
    """How a column is stored. Money is whole dong; a rate is never stored."""

    TEXT = "text"
    INT = "int"
    VND = "vnd"
    YEAR = "year"
    DATE = "date"
    FLAG = "flag"
    NUMBER = "number"
    TEXTS = "texts"


@dataclass(frozen=True)
class Table:
    """One published table. `key` names the columns that no two rows share."""

    name: str
    zone: Zone
    columns: dict[str, Kind]
    key: tuple[str, ...]
    personal: frozenset[str] = frozenset()
    finer: bool = False  # counts below commune level are suppressed in the public zone
    derived: bool = False  # counted from other tables, not read from a sheet
    money: tuple[str, ...] = field(default=())


ADDRESS = {"source_file": Kind.TEXT, "source_sheet": Kind.TEXT, "source_row": Kind.INT}

INDICATORS = (
    "d01_employment",
    "d02_dependants",
    "d03_nutrition",
    "d04_insurance",
    "d05_adult_education",
    "d06_school",
    "d07_housing_quality",
    "d08_housing_area",
    "d09_water",
    "d10_latrine",
    "d11_telecom",
    "d12_info_device",
)
CAUSES = ("land", "capital", "labour", "tools", "knowledge", "skills", "illness", "other")
GROUPS = ("poor", "near_poor")
MOVEMENT_COLUMNS = (
    "opening",
    "escaped",
    "to_other_group",
    "other_out",
    "from_other_group",
    "relapsed",
    "new",
    "other_in",
    "closing",
)


def _columns(spec: str) -> dict[str, Kind]:
    """`"a b:int c:vnd"` -> columns; a name without a kind is text."""
    pairs = (word.partition(":") for word in spec.split())
    return {name: Kind(kind or "text") for name, _, kind in pairs}


def _table(
    name: str,
    zone: Zone,
    key: str,
    spec: str,
    personal: str = "",
    *,
    finer: bool = False,
    derived: bool = False,
) -> Table:
    columns = _columns(spec)
    if not derived and zone is not Zone.BESIDE:
        columns |= ADDRESS
    money = tuple(column for column, kind in columns.items() if kind is Kind.VND)
    return Table(
        name,
        zone,
        columns,
        tuple(key.split()),
        frozenset(personal.split()),
        finer,
        derived,
        money,
    )


_REVIEW = "hamlet_code commune_code review_year:year review_round review_date:date"
_FUNDING = "project_code year:year fund_source planned_vnd:vnd disbursed_vnd:vnd as_of_date:date"

_PUBLIC = (
    _table(
        "place",
        Zone.PUBLIC,
        "place_code valid_from",
        "place_code name level parent_code valid_from:date valid_to:date successor_code",
    ),
    _table(
        "place_shape",
        Zone.PUBLIC,
        "place_code part sequence",
        "place_code kind part:int sequence:int longitude:number latitude:number",
        derived=True,
    ),
    _table(
        "review_summary",
        Zone.PUBLIC,
        "hamlet_code review_year review_round review_date",
        f"{_REVIEW} standard households:int persons:int poor_households:int poor_persons:int"
        " near_poor_households:int near_poor_persons:int average_households:int"
        " average_persons:int",
    ),
    _table(
        "review_movement",
        Zone.PUBLIC,
        "hamlet_code review_year review_round review_date group unit",
        f"{_REVIEW} group unit {' '.join(c + ':int' for c in MOVEMENT_COLUMNS)}"
        " closing_computed:int discrepancy:int",
    ),
    _table(
        "deprivation_summary",
        Zone.PUBLIC,
        "hamlet_code review_year review_round review_date group indicator",
        f"{_REVIEW} group indicator households:int suppressed:flag",
        finer=True,
    ),
    _table(
        "cause_summary",
        Zone.PUBLIC,
        "hamlet_code review_year review_round review_date group cause",
        f"{_REVIEW} group cause households:int suppressed:flag",
        finer=True,
    ),
    _table(
        "transition_summary",
        Zone.PUBLIC,
        "hamlet_code review_year review_round review_date from_status to_status",
        f"{_REVIEW} from_status to_status households:int suppressed:flag",
        finer=True,
        derived=True,
    ),
    _table(
        "deprivation_commune",
        Zone.PUBLIC,
        "commune_code review_year review_round review_date group indicator",
        "commune_code review_year:year review_round review_date:date group indicator"
        " households:int",
        derived=True,
    ),
    _table(
        "cause_commune",
        Zone.PUBLIC,
        "commune_code review_year review_round review_date group cause",
        "commune_code review_year:year review_round review_date:date group cause households:int",
        derived=True,
    ),
    _table(
        "transition_commune",
        Zone.PUBLIC,
        "commune_code review_year review_round review_date from_status to_status",
        "commune_code review_year:year review_round review_date:date from_status to_status"
        " households:int",
        derived=True,
    ),
    _table(
        "infrastructure_project",
        Zone.PUBLIC,
        "project_code",
        "project_code name category hamlet_codes:texts approved_vnd:vnd start_date:date"
        " finish_date:date status progress_pct:number beneficiary_households:int"
        " poor_beneficiary_households:int new_rural_criterion decision_number contractor"
        " as_of_date:date",
    ),
    _table("infrastructure_funding", Zone.PUBLIC, "project_code year fund_source", _FUNDING),
    _table(
        "livelihood_project",
        Zone.PUBLIC,
        "project_code",
        "project_code name kind programme approved_vnd:vnd start_year:year end_year:year"
        " hamlet_codes:texts as_of_date:date",
    ),
    _table("livelihood_funding", Zone.PUBLIC, "project_code year fund_source", _FUNDING),
    _table(
        "livelihood_outcome_summary",
        Zone.PUBLIC,
        "project_code status_at_entry outcome",
        "project_code status_at_entry outcome households:int",
        derived=True,
    ),
    _table(
        "livelihood_household_count",
        Zone.PUBLIC,
        "commune_code participants status_at_entry outcome",
        "commune_code participants status_at_entry outcome households:int",
        derived=True,
    ),
    _table(
        "credit_summary",
        Zone.PUBLIC,
        "commune_code lender quarter_end",
        "commune_code lender quarter_end:date loans:int principal_vnd:vnd due_vnd:vnd"
        " repaid_vnd:vnd outstanding_vnd:vnd overdue_vnd:vnd households_served:int as_of_date:date",
        derived=True,
    ),
    _table(
        "credit_due",
        Zone.RESTRICTED,
        "commune_code quarter_end month_end",
        "commune_code quarter_end:date month_end:date loans:int outstanding_vnd:vnd",
        derived=True,
    ),
    _table(
        "support_summary",
        Zone.PUBLIC,
        "hamlet_code year kind",
        "hamlet_code commune_code year:year kind events:int households:int value_vnd:vnd"
        " suppressed:flag",
        finer=True,
        derived=True,
    ),
    _table(
        "support_commune",
        Zone.PUBLIC,
        "commune_code year kind",
        "commune_code year:year kind events:int households:int value_vnd:vnd",
        derived=True,
    ),
    _table(
        "visit_summary",
        Zone.PUBLIC,
        "hamlet_code year",
        "hamlet_code commune_code year:year visits:int last_visit_date:date visit_days:texts",
        derived=True,
    ),
    _table(
        "communication_event",
        Zone.PUBLIC,
        "source_file source_sheet source_row",
        "event_date:date hamlet_code channel topic attendance:int",
    ),
    _table(
        "information_access",
        Zone.PUBLIC,
        "hamlet_code year",
        "hamlet_code year:year target_households:int reached_households:int",
    ),
    _table(
        "posting",
        Zone.PUBLIC,
        "source_file source_sheet source_row",
        "review_year:year hamlet_code place_name from_date:date to_date:date complaints:int"
        " resolved:int",
    ),
    _table(
        "supervision",
        Zone.PUBLIC,
        "source_file source_sheet source_row",
        "check_date:date hamlet_code organisation households_checked:int misclassified:int"
        " resolved:int",
    ),
    _table(
        "donation",
        Zone.PUBLIC,
        "source_file source_sheet source_row",
        "donation_date:date donor_kind amount_vnd:vnd in_kind purpose",
    ),
    _table(
        "officer_assignment",
        Zone.PUBLIC,
        "source_file source_sheet source_row",
        "hamlet_code officer_name officer_role from_date:date to_date:date",
    ),
    _table(
        "press_fact",
        Zone.PUBLIC,
        "key",
        "key value:number unit qualifier period territory text source",
        derived=True,
    ),
    _table(
        "target",
        Zone.PUBLIC,
        "indicator place_code year",
        "indicator place_code year:year value:number unit decision_number",
    ),
)

_RESTRICTED = (
    _table(
        "household",
        Zone.RESTRICTED,
        "household_id",
        "household_id hamlet_code head_name head_sex head_birth_year:year ethnicity",
        "head_name head_sex head_birth_year ethnicity",
    ),
    _table(
        "household_review",
        Zone.RESTRICTED,
        "household_id review_year review_round review_date",
        f"household_id {_REVIEW} standard status members:int b1_score:number b2_score:number"
        f" {' '.join(i + ':flag' for i in INDICATORS)} causes:texts needs:texts"
        " no_labour_capacity:flag merit:flag minority:flag",
        "status members b1_score b2_score causes needs no_labour_capacity merit minority"
        f" {' '.join(INDICATORS)}",
    ),
    _table(
        "household_movement",
        Zone.RESTRICTED,
        "household_id review_year review_round review_date",
        "household_id hamlet_code review_year:year review_round review_date:date from_status"
        " to_status movement",
        "from_status to_status movement",
    ),
    _table(
        "household_head",
        Zone.RESTRICTED,
        "household_id review_year review_round review_date",
        "household_id review_year:year review_round review_date:date hamlet_code head_name"
        " head_sex head_birth_year:year",
        "head_name head_sex head_birth_year",
    ),
    _table(
        "household_link",
        Zone.RESTRICTED,
        "household_id review_year",
        "household_id review_year:year basis score:number",
        derived=True,
    ),
    _table(
        "household_suggestion",
        Zone.RESTRICTED,
        "household_id earlier_household_id",
        "household_id hamlet_code review_year:year earlier_household_id earlier_year:year"
        " reason score:number",
        derived=True,
    ),
    _table(
        "livelihood_participant",
        Zone.RESTRICTED,
        "project_code household_id",
        "project_code household_id entry_year:year status_at_entry support_vnd:vnd"
        " own_contribution_vnd:vnd outcome outcome_year:year as_of_date:date",
        "status_at_entry support_vnd own_contribution_vnd outcome outcome_year",
    ),
    _table(
        "loan",
        Zone.RESTRICTED,
        "loan_code",
        "loan_code household_id lender programme purpose principal_vnd:vnd disbursed_date:date"
        " due_date:date closed_date:date refunded_from_loan_code as_of_date:date",
        "programme purpose principal_vnd disbursed_date due_date closed_date",
    ),
    _table(
        "loan_statement",
        Zone.RESTRICTED,
        "loan_code as_of_date",
        "loan_code as_of_date:date in_term_vnd:vnd overdue_vnd:vnd frozen_vnd:vnd",
        "in_term_vnd overdue_vnd frozen_vnd",
    ),
    _table(
        "loan_repayment",
        Zone.RESTRICTED,
        "source_file source_sheet source_row",
        "loan_code paid_date:date principal_vnd:vnd",
        "principal_vnd paid_date",
    ),
    _table(
        "support_event",
        Zone.RESTRICTED,
        "source_file source_sheet source_row",
        "household_id event_date:date kind value_vnd:vnd funder as_of_date:date",
        "kind value_vnd",
    ),
    _table(
        "visit",
        Zone.RESTRICTED,
        "source_file source_sheet source_row",
        "household_id visit_date:date officer_name needs:texts next_step next_date:date",
        "needs next_step",
    ),
)

_BESIDE = (
    _table(
        "lineage",
        Zone.BESIDE,
        "table row_key measure source_file source_sheet source_row",
        "table row_key measure field value:int source_file source_sheet source_row:int",
    ),
    _table(
        "findings",
        Zone.BESIDE,
        "",
        "severity rule file sheet cell field found expected message_key",
    ),
    _table(
        "source_file",
        Zone.BESIDE,
        "file sheet",
        "file sheet sha256 form edition illustrative:flag rows_in:int rows_loaded:int"
        " rows_quarantined:int rows_other:int status reason",
    ),
)

TABLES: dict[str, Table] = {t.name: t for t in (*_PUBLIC, *_RESTRICTED, *_BESIDE)}


def row_key(table: str, row: dict[str, Any]) -> str:
    """What names a row in `lineage`: the columns of its table's key, joined by `|`; blank where missing."""
    parts = (row.get(name) for name in TABLES[table].key)
    return "|".join("" if part is None else str(part) for part in parts)
