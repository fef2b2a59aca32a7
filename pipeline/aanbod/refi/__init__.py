"""REFI-QDA, the format in which programs for qualitative analysis exchange codebooks (.qdc) and projects (.qdpx).

`exchange` has the values that are exchanged; `writing` and `reading` turn them into XML and back, `package` into files
and back. The standard has a place for codes, texts, selections, codings, users, cases, variables and notes. What it has
no place for is carried so that another program, which knows nothing of us, hands it back:

- **Status** is a code. Under `status`, which itself cannot be coded with, stand `status: gepland` and its like, and a
  passage gets that code beside its own, by the same coder. Programs keep codes on passages whatever else they drop or
  merge, and an analyst sees, filters and changes the status there as any code. Where one coder gave one passage
  several statuses, the code also names what it is about (`status: gepland, ouder.kennis.taallessen`), for a program
  may make one selection of several on the same passage. Reading goes by passage and coder only, never by selection.
- **State** (accepted, rejected) goes the same way, under `state`; what is merely suggested has none.
- **Ids, evidence and decisions** are a line of JSON in the description of a code, a variable, a source or a selection,
  behind whatever else stands there (see `carried`). If another program drops it the coding itself is whole.

Identifiers follow from content (`guids`), moments from the data; the same project is the same file, byte for byte.
"""
