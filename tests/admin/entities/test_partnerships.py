"""The page of a partnership at the desk."""

import pytest

from partnerships.admin.entities import partnerships
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_partnership_lists_its_first_deals_and_leads_to_all(client, monkeypatch):
    monkeypatch.setattr(partnerships, "SHOWN", 2)
    tie = make.partnership(make.company("Hub"), make.company("Other"))
    titles = [make.deal(title=f"Deal {number}", partnership=tie).title for number in range(3)]
    client.force_login(make.editor("chief", is_superuser=True))

    page = client.get(f"/admin/partnerships/partnership/{tie.pk}/change/").text

    address = f"/api/v1/deals/?partnership={tie.slug}"
    assert len([title for title in titles if f">{title}</a>" in page]) == 2
    assert f'<a href="{address}">All its deals, over the API</a>' in page
    assert len([title for title in titles if title in client.get(address).text]) == 3
