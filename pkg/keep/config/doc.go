// Package config is what the operator has written down: which company, which endpoint, which time
// zone, per profile and vendor. It reads and edits one YAML file and lays flags and environment over
// it, and can say of every value where it came from. It must not know commands, HTTP, or secrets: a
// secret found in the file is refused, so that the file can be shown, shared and put under version control.
//
//	profile: default
//	timezone: Asia/Tokyo
//	lang: ja
//	secret_store: keyring
//	ca_file: /etc/ssl/proxy.pem
//	profiles:
//	  default:
//	    akashi:
//	      company_id: sample001
//	      credential_command: [pass, show, genba/akashi]
//	      endpoints: {stamps: "GET /{company_id}/stamps"}
//
// A value is the text that was typed: 00123 stays 00123 and 1.10 stays 1.10. An empty value, in the
// file or in the environment, is one that was not given.
package config
