# The same as ./do, for those whose fingers say make.
.PHONY: demo test lint wheel
demo test lint wheel:
	@./do $@
