"""Village proxies: a point takes an application along, hands it over, tells the result; free of charge, always."""
