"""The network of cases and partners as GraphML, for Gephi, Cytoscape or networkx itself."""

import io

from aanbod.codebook.model import Codebook
from aanbod.tables.network import Network


def graphml_bytes(network: Network, codebook: Codebook) -> bytes:
    """A bipartite graph; the same network gives the same bytes.

    Nodes are cases (`bipartite` 0, with their variables) and partners (`bipartite` 1, with category and number of
    cases); an edge has the strongest `status` and the number of `transcripts`.
    """
    from networkx import Graph, write_graphml_xml

    graph = Graph(name=codebook.title)
    known = {case.id: case.variables for case in codebook.cases}
    for case in network.cases:
        graph.add_node(f"case:{case}", **{**known.get(case, {}), "bipartite": 0, "kind": "case", "label": case})
    for partner in network.fragmentation.whole.partners:
        graph.add_node(
            _partner(partner.category, partner.partner),
            bipartite=1,
            kind="partner",
            label=partner.partner,
            category=partner.category,
            category_label=network.labels[partner.category],
            cases=len(partner.cases),
        )
    for edge in network.edges:
        node = _partner(edge.category, edge.partner)
        graph.add_edge(f"case:{edge.case}", node, status=edge.status, transcripts=edge.transcripts)
    out = io.BytesIO()
    write_graphml_xml(graph, out)
    return out.getvalue()


def _partner(category: str, name: str) -> str:
    return f"partner:{category}/{name}"
