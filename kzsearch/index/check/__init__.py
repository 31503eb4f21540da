"""The checks of `kzsearch verify`: the index is undamaged (`integrity`), its passages are in the files (`verify`)."""
