"""Rules of rulebooks: nothing without an article, no version for days that are over."""

from __future__ import annotations

from dataclasses import replace

from services.intake.rulebooks.views import in_force
from shared.contracts.duties import Article, BasisRegistered, Citation, Provision, RulebookPublished
from shared.contracts.registry import Text
from tests.intake.duties import day, stating

LAW = BasisRegistered(
    code="licensing-law",
    kind="law",
    title=Text("中华人民共和国行政许可法"),
    document_no="主席令第七号",
    issuer="全国人民代表大会常务委员会",
    articles=(Article("第三十二条", "一次告知"), Article("第二十四条", "不得再委托")),
    effective_from=day("2004-07-01"),
)
TOLD_ONCE = Provision("OTN-1", Text("一次性告知全部补正内容"), (Citation("licensing-law", "第三十二条"),))
BOOK = RulebookPublished(
    code="one-time-notice",
    title=Text("一次性告知制度"),
    document_no="安政务〔2024〕11号",
    issuer="安顺市政务服务中心",
    provisions=(TOLD_ONCE,),
    divisions=("5204",),
    effective_from=day("2025-01-01"),
)


def ruled(provision: Provision) -> RulebookPublished:
    return replace(BOOK, provisions=(provision,))


def test_a_basis_has_a_number_an_issuer_and_articles() -> None:
    stating(LAW).then(LAW)
    stating(replace(LAW, document_no=" ")).rejected("basis_incomplete", "P0")
    stating(replace(LAW, articles=())).rejected("basis_incomplete")
    stating(replace(LAW, articles=(Article("第一条", " "),))).rejected("basis_incomplete")
    stating(replace(LAW, articles=LAW.articles[:1] * 2)).rejected("named_twice")
    stating(replace(LAW, effective_to=day("2004-07-01"))).rejected("impossible_period")


def test_an_article_that_may_be_cited_stays() -> None:
    stating(replace(LAW, articles=LAW.articles[:1]), before=LAW).rejected("article_gone", "P0")


def test_a_rulebook_is_published_with_rules_that_rest_on_articles() -> None:
    stating(BOOK, LAW).then(BOOK)


def test_a_rule_without_a_basis_is_refused() -> None:
    refusal = stating(ruled(replace(TOLD_ONCE, basis=())), LAW).rejected("basis_missing", "P0")
    assert (refusal.status, list(refusal.errors)) == (422, ["provisions"])


def test_a_rule_cites_articles_that_are_registered_and_in_force() -> None:
    stating(BOOK).rejected("unknown_basis", "P0")
    stating(ruled(replace(TOLD_ONCE, basis=(Citation("licensing-law", "第九十九条"),))), LAW).rejected(
        "unknown_article"
    )
    stating(BOOK, replace(LAW, effective_to=day("2025-01-01"))).rejected("basis_out_of_force", "P0")


def test_a_rulebook_says_from_whom_for_whom_and_each_rule_once() -> None:
    stating(replace(BOOK, issuer=""), LAW).rejected("rulebook_incomplete", "S2.1b")
    stating(replace(BOOK, divisions=()), LAW).rejected("rulebook_incomplete")
    stating(replace(BOOK, provisions=(TOLD_ONCE, TOLD_ONCE)), LAW).rejected("named_twice")
    stating(replace(BOOK, departments=("dep-xx",)), LAW).rejected("unknown_department")


def test_a_new_version_does_not_reach_back() -> None:
    today = replace(BOOK, document_no="安政务〔2026〕9号", effective_from=day("2026-09-17"))
    stating(today, LAW, before=BOOK).then(today)
    stating(replace(today, effective_from=day("2026-09-16")), LAW, before=BOOK).rejected("backdated", "S2.1b")
    stating(replace(today, effective_from=BOOK.effective_from), LAW, before=BOOK).rejected("backdated")


def test_a_case_keeps_the_version_in_force_at_its_acceptance() -> None:
    versions = [(1, BOOK), (2, replace(BOOK, effective_from=day("2026-10-01")))]
    assert in_force(versions, day("2024-12-31")) is None
    assert in_force(versions, day("2026-09-30")) == versions[0]
    assert in_force(versions, day("2026-10-01")) == versions[1]
