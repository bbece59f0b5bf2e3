"""Rounds at tables in which no two people meet twice, written down instead of searched for (the social golfer problem).

* ``router`` – which construction gives the most rounds for so many people and tables; it alone chooses
* ``evaluation`` – is a schedule free of repeats, how many rounds can there be at most; knows no construction
* ``transversal_designs``, ``difference_matrices``, ``group_filling`` – groups whose people never meet, then meet inside the group
* ``one_factorizations``, ``kirkman_systems``, ``affine_geometries``, ``maximal_arcs`` – designs in which (nearly) everyone meets everyone
* ``starters`` – one round that is developed by a cyclic group, kept as data
* ``omission`` – fewer people: some of a larger schedule stay away
* ``finite_fields`` – arithmetic

A schedule is an array ``table[round, person]`` of table numbers from 0, as in ``alliance.exchanges.seating_problem``. Each construction is a
module with ``SOURCE``, ``most_rounds(people, tables)`` (0 where it does not apply) and ``construct(people, tables)``.
"""
