package record

// Null returns the value null.
func Null() Value { return Value("null") }

// Bool returns the value true or false.
func Bool(b bool) Value {
	if b {
		return Value("true")
	}
	return Value("false")
}
