"""Cases: an application handed in, told what it lacks, accepted with a receipt or refused, and its result delivered."""
