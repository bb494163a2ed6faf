"""Addresses, read in one way, and the networks that are everybody's."""

import ipaddress

import pytest
from AntiSSRF.ipaddress_ranges import IPAddressRanges

from partnerships.errors import NotFetched
from partnerships.text.files.addresses import is_public, parse_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org", "https://example.org/"),
        (" HTTPS://Example.ORG:443/A?b=c#d ", "https://example.org/A?b=c"),
        ("http://example.org.:8080/", "http://example.org:8080/"),
        ("https://example.org/a b/%20é?q=“x”", "https://example.org/a%20b/%20%C3%A9?q=%E2%80%9Cx%E2%80%9D"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://例え。テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ("https://a_b.example.org/", "https://a_b.example.org/"),
        ("https://[2606:4700::1111]/", "https://[2606:4700::1111]/"),
        ("https://[2606:4700:0:0::1111]:8443/", "https://[2606:4700::1111]:8443/"),
    ],
)  # fmt: skip
def test_an_address_is_written_in_one_way(written, address):
    assert str(parse_address(written)) == address


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("example.org", "begins http:// or https://"),
        ("ftp://example.org/", "begins http:// or https://"),
        ("https://ann:secret@example.org/", "name and password"),
        ("https://", "no host"),
        ("https://exa mple.org/", "no host"),
        ("https://-a.example/", "no name of a host"),
        ("https://a..example/", "no name of a host"),
        ("https://example.org:25/", "port 25"),
        ("https://127.1/", "four numbers"),
        ("https://[::g]/", "no"),
        ("https://example.org/a\tb", "address bar"),
        ("https://example.org/\ud800", "address bar"),
        ("https://example.org/" + "a" * 2050, "address bar"),
    ],
)
def test_whoever_writes_another_is_told_what_to_write(written, said):
    with pytest.raises(NotFetched, match=said) as refusal:
        parse_address(written)

    assert refusal.value.code == "bad_address"


@pytest.mark.parametrize(
    "ip",
    """
    8.8.8.8 1.1.1.1 100.63.255.255 100.128.0.0 172.32.0.1 223.255.255.255 2606:4700:4700::1111
    2a00:1450:4001:80b::200e 2001:200::1 2001:4860:4860::8888
    """.split(),
)
def test_an_address_that_anybody_may_have_is_public(ip):
    assert is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("network", IPAddressRanges.recommended_latest)
def test_what_others_call_special_is_not_public(network):
    network = ipaddress.ip_network(network)

    assert not is_public(network[0])
    assert not is_public(network[-1])
    assert not is_public(network[network.num_addresses // 2])


@pytest.mark.parametrize(
    "ip", ["::ffff:8.8.8.8", "::8.8.8.8", "2002:808:808::", "64:ff9b::808:808", "::ffff:0:808:808"]
)
def test_ipv4_in_the_clothes_of_ipv6_is_not_public(ip):
    assert not is_public(ipaddress.ip_address(ip))
