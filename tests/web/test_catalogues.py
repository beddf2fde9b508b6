"""Every text of every package has its English, and what is compiled is what is written."""

import pytest

from shared.web.messages import Package, differences, in_step, packages, po_bytes, update


@pytest.mark.parametrize("package", packages(), ids=lambda package: package.name)
def test_no_text_lacks_english_and_nothing_is_stale(package):
    assert differences(package) == [], "python -m shared.web.messages"


@pytest.fixture
def package(tmp_path):
    source = tmp_path / "services" / "toy"
    source.mkdir(parents=True)
    (source / "words.py").write_text('_("收件")\n')
    return Package("toy", (source,))


def test_a_new_text_is_named_until_it_has_english(package):
    update(package)
    assert differences(package) == ["toy: no English for '收件'"]
    catalog = in_step(package)
    catalog.get("收件").string = "Received"
    package.po.write_bytes(po_bytes(catalog))
    update(package)
    assert differences(package) == []


def test_a_forgotten_compilation_is_named(package):
    catalog = in_step(package)
    catalog.get("收件").string = "Received"
    package.po.parent.mkdir(parents=True)
    package.po.write_bytes(po_bytes(catalog))
    assert differences(package) == ["toy: messages.mo is not what messages.po says"]


def test_a_text_that_is_gone_goes(package):
    update(package)
    (package.sources[0] / "words.py").write_text("")
    assert len(in_step(package)) == 0
