package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// call is one request as it came over the wire. Method is the name of the SOAP method, or for plain
// HTTP the verb and the first segment of the path, as in `PUT /nfc`.
type call struct {
	Method    string
	Object    types.ManagedObjectReference
	Operation string // the header operationID
	Session   string // the start of the session cookie
	Agent     string
	Body      []byte
}

// isSOAP tells the SDK endpoints from REST, /folder and /nfc.
func isSOAP(r *http.Request) bool {
	kind := r.Header.Get("Content-Type")
	return r.Method == http.MethodPost && (strings.HasPrefix(kind, "text/xml") || strings.HasPrefix(kind, "application/soap+xml"))
}

// rest is a request to the REST API, named without the ids in it: `POST /tagging/tag-association
// list-attached-tags-on-objects`.
var rest = regexp.MustCompile(`^/(?:rest/com/vmware/cis|api/cis|rest|api)(/.*)$`)
var restID = regexp.MustCompile(`/(?:id:|urn(?::|%3A))[^/]+`)

func plainCall(r *http.Request) call {
	if path := rest.FindStringSubmatch(r.URL.Path); path != nil {
		name := r.Method + " " + restID.ReplaceAllString(path[1], "/id")
		if action := r.URL.Query().Get("~action") + r.URL.Query().Get("action"); action != "" {
			name += " " + action
		}
		return describe(r, call{Method: name})
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	return describe(r, call{Method: r.Method + " /" + first})
}

func soapCall(r *http.Request, body []byte) call {
	c := call{Body: body}
	if err := c.read(body); err != nil || c.Method == "" {
		c.Method = fmt.Sprintf("%s %s (not readable as SOAP)", r.Method, r.URL.Path)
	}
	return describe(r, c)
}

func describe(r *http.Request, c call) call {
	c.Agent = r.UserAgent()
	if cookie, err := r.Cookie(soap.SessionCookieName); err == nil {
		c.Session = cookie.Value[:min(8, len(cookie.Value))]
	}
	return c
}

// read takes method, object and operationID from an envelope and stops there.
func (c *call) read(body []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	var path []string
	for {
		token, err := decoder.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			path = append(path, t.Name.Local)
			switch {
			case len(path) == 3 && path[1] == "Header" && t.Name.Local == "operationID":
				if err = decoder.DecodeElement(&c.Operation, &t); err != nil {
					return err
				}
				path = path[:2]
			case len(path) == 3 && path[1] == "Body":
				c.Method = t.Name.Local
			case len(path) == 4 && path[1] == "Body" && t.Name.Local == "_this":
				for _, a := range t.Attr {
					if a.Name.Local == "type" && a.Name.Space == "" {
						c.Object.Type = a.Value
					}
				}
				return decoder.DecodeElement(&c.Object.Value, &t)
			}
		case xml.EndElement:
			if len(path) == 3 && path[1] == "Body" {
				return nil // a method without an object
			}
			path = path[:len(path)-1]
		}
	}
}
