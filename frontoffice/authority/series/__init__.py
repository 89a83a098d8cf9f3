"""Class series as files: levels in order, what supervision and authority their words mean, each duty with its powers.

`tax`, `tx`, `il`, `nm` and `onet` come with the product; an agency edits one or brings its own.

A *series* file is read (`reading`), checked against its shape and the vocabulary of *powers* (`checking`), and turned
into the default *grants* of each level (`deriving`). Nothing here writes rows: adopting a series is an action.
"""
