"""Planning an exchange: whom to invite, who hosts, who sits with whom in which round.

* ``feasibility`` – counting checks that refuse an impossible wish with its reason, before any search
* ``choosing``, ``guests`` – host and guests of one event, each guest with its reason
* ``seating_problem``, ``seating_rounds``, ``tabu_search`` – tables over several rounds without repeated pairs
* ``schedules`` – rounds without any repeat, written down instead of searched for: constructions of design theory and their router
* ``plan`` – the plan as a record and what must always hold of it
* ``worth`` – what a meeting of two workshops is worth, from the network

Everything is a pure function of arrays; nothing here reads a store or a clock.
"""
