package record

// Named returns the member of an object that is built.
func Named(name string, v Value) Member { return Member{Name: Name(String(name)), Value: v} }

// Object returns an object of the members in their order. Members without a value (KindAbsent) are left out.
func Object(members ...Member) Value {
	size := len("{}")
	for _, m := range members {
		size += len(m.Name) + len(m.Value) + len(":,")
	}
	body := append(make([]byte, 0, size), '{')
	for _, m := range members {
		if m.Value.Kind() == KindAbsent {
			continue
		}
		if len(body) > 1 {
			body = append(body, ',')
		}
		body = append(append(append(body, m.Name...), ':'), m.Value...)
	}
	return append(body, '}')
}

// Array returns a list of the values in their order.
func Array(values []Value) Value {
	size := len("[]")
	for _, v := range values {
		size += len(v) + len(",")
	}
	list := append(make([]byte, 0, size), '[')
	for i, v := range values {
		if i > 0 {
			list = append(list, ',')
		}
		list = append(list, v...)
	}
	return append(list, ']')
}
