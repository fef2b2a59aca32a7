"""Cases and partners as a network; counted by hand from the study in conftest.py."""

import io
from dataclasses import replace
from typing import Any

import networkx
import pytest

from aanbod.counting import Selection
from aanbod.errors import AanbodError
from aanbod.model import TranscriptRecord
from aanbod.reports.graphml import graphml_bytes
from aanbod.tables.network import Edge, network
from aanbod.tables.table import Grouping, Options

EDGES = (
    Edge("Het Vuur", "winkel", "Ábel", "straks", 1),
    Edge("Het Vuur", "winkel", "bakker", "droom", 1),
    Edge("Het Vuur", "winkel", "Nieuwe Hoeve", "loopt", 1),
    Edge("De Pan", "winkel", "bakker", "droom", 1),
    Edge("De Pan", "winkel", "Nieuwe Hoeve", "loopt", 1),
    Edge("De Pan", "winkel", "'t Molentje", "loopt", 1),
    Edge("=SUM(1;2)", "winkel", "bakker", "loopt", 1),
)


def by_case(edges: tuple[Edge, ...]) -> list[Edge]:
    return sorted(edges, key=lambda edge: (edge.case, edge.category, edge.partner))


def test_an_edge_for_each_partner_that_a_case_names(study: Any) -> None:
    found = network(*study.material)
    assert by_case(found.edges) == by_case(EDGES)  # the rejected Vervoerder is none
    assert found.cases == ("De Pan", "Het Vuur", "=SUM(1;2)")
    assert [edge.case for edge in found.edges] == ["De Pan"] * 3 + ["Het Vuur"] * 3 + ["=SUM(1;2)"]


def test_the_strongest_status_and_the_number_of_transcripts(study: Any) -> None:
    again = replace(study.codings[4], id="k20", transcript="p1.txt", status="straks")
    found = network(*replace(study, codings=[*study.codings, again]).material)
    assert Edge("De Pan", "winkel", "bakker", "straks", 2) in found.edges
    dreamt = Options(selection=Selection(statuses=("droom",)))
    assert [(e.case, e.partner) for e in network(*study.material, options=dreamt).edges] == [
        ("De Pan", "bakker"),
        ("Het Vuur", "bakker"),
    ]


def test_how_far_the_partners_scatter(study: Any) -> None:
    found = network(*study.material).fragmentation
    assert found.whole.total == 3
    assert [p.partner for p in found.whole.partners] == ["Ábel", "bakker", "Nieuwe Hoeve", "'t Molentje"]
    assert [p.partner for p in found.whole.named_by_one] == ["Ábel", "'t Molentje"]
    assert found.whole.distribution == ((1, 2), (2, 1), (3, 1))
    assert [(p.partner, p.cases) for p in found.most_shared] == [
        ("bakker", ("De Pan", "Het Vuur", "=SUM(1;2)")),
        ("Nieuwe Hoeve", ("De Pan", "Het Vuur")),
    ]
    assert [(s.label, len(s.partners), len(s.named_by_one)) for s in found.categories] == [
        ("Winkels kort", 4, 2),
        ("Diensten", 0, 0),
    ]
    assert found.groups == ()


def test_per_group_and_which_partners_only_one_names(study: Any) -> None:
    found = network(*study.material, Grouping(("wijk",))).fragmentation
    noord, zuid = found.groups
    assert (found.by, noord.spread.label, noord.spread.total, zuid.spread.total) == ("Wijk", "Noord", 2, 1)
    assert [p.partner for p in noord.spread.partners] == ["bakker", "Nieuwe Hoeve", "'t Molentje"]
    assert [(p.partner, p.cases) for p in noord.only_here] == [("'t Molentje", ("De Pan",))]
    assert [p.partner for p in zuid.only_here] == ["Ábel"]
    crossed = network(*study.material, Grouping(("wijk", "jaar"))).fragmentation
    assert [g.spread.label for g in crossed.groups] == ["Noord · 2024", "Noord · 2025", "Zuid · 2024", "Zuid · 2025"]


def test_who_names_nobody_is_a_case_and_no_name_is_no_partner(study: Any) -> None:
    nameless = replace(study.codings[3], id="k20", partner="")
    study.transcripts.append(TranscriptRecord(9, "los.txt", (), {"jaar": "2025"}))
    study.transcripts.append(TranscriptRecord(10, "h.txt", ("'t Hoekje",), {"jaar": "2025"}))
    study.codings.append(nameless)
    found = network(*study.material)
    assert by_case(found.edges) == by_case(EDGES)
    assert "'t Hoekje" in found.cases
    assert found.left_out == ("los.txt",)


def test_an_unknown_variable_is_told(study: Any) -> None:
    with pytest.raises(AanbodError, match="did you mean `wijk`"):
        network(*study.material, Grouping(("wjk",)))


def test_the_graph_can_be_read_back(study: Any) -> None:
    found = network(*study.material)
    graph = networkx.read_graphml(io.BytesIO(graphml_bytes(found, study.codebook)))
    cases = {node for node, values in graph.nodes(data=True) if values["bipartite"] == 0}
    assert networkx.is_bipartite(graph)
    assert cases == {"case:De Pan", "case:Het Vuur", "case:=SUM(1;2)"}
    assert graph.nodes["case:Het Vuur"] == {
        **{"bipartite": 0, "kind": "case", "label": "Het Vuur"},
        **{"wijk": "zuid", "beheer": "@stichting"},
    }
    assert graph.nodes["partner:winkel/bakker"] == {
        **{"bipartite": 1, "kind": "partner", "label": "bakker"},
        **{"category": "winkel", "category_label": "Winkels kort", "cases": 3},
    }
    assert graph.edges["case:De Pan", "partner:winkel/bakker"] == {"status": "droom", "transcripts": 1}
    assert graph.number_of_edges() == len(EDGES)


def test_the_same_material_gives_the_same_graph(study: Any) -> None:
    first = graphml_bytes(network(*study.material), study.codebook)
    study.codings.reverse()
    study.transcripts.reverse()
    assert graphml_bytes(network(*study.material), study.codebook) == first
