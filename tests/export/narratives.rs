//! Every narrative comes back from its Word file.
