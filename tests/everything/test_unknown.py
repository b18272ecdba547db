"""Each optional field of each party left out, one at a time, over all cases: every proef still says something, and shows it."""

import attrs
import pytest

from tests.widgets.samples import CASES, PROEVEN
from tests.widgets.test_asking import OPTIONAL, case_of, said


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("key", PROEVEN)
def test_each_field_of_each_party(key, name):
    case = case_of(name)
    for i, party in enumerate(case.parties):
        for field in OPTIONAL:
            said(key, case.with_changes(parties=(*case.parties[:i], attrs.evolve(party, **{field: None}), *case.parties[i + 1 :])))
