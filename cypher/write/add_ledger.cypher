// name: add_ledger
// about: One committed batch enters the ledger.
// params: entry
// returns: -
// access: writes
CREATE (l:Ledger) SET l = $entry
