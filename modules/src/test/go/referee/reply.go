package main

import (
	"bytes"
	"fmt"
	"html"
	"net/http"
	"reflect"
	"regexp"

	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

const envelope = xml.Header + `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"` +
	` xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
	`<soapenv:Body>%s</soapenv:Body></soapenv:Envelope>`

func writeEnvelope(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, envelope, body)
}

// writeFault sends a fault in vCenter's form: detail holds <TypeFault xsi:type="Type">.
func writeFault(w http.ResponseWriter, message string, fault types.BaseMethodFault) {
	kind := reflect.TypeOf(fault).Elem().Name()
	var detail bytes.Buffer
	err := xml.NewEncoder(&detail).EncodeElement(fault, xml.StartElement{
		Name: xml.Name{Local: kind + "Fault"},
		Attr: []xml.Attr{
			{Name: xml.Name{Local: "xmlns"}, Value: "urn:vim25"},
			{Name: xml.Name{Local: "xsi:type"}, Value: kind},
		},
	})
	if err != nil {
		panic(err)
	}
	writeEnvelope(w, http.StatusInternalServerError, fmt.Sprintf(
		`<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>%s</faultstring><detail>%s</detail></soapenv:Fault>`,
		html.EscapeString(message), detail.String()))
}

// writeTask answers a call of an asynchronous method.
func writeTask(w http.ResponseWriter, method string, task types.ManagedObjectReference) {
	writeEnvelope(w, http.StatusOK, fmt.Sprintf(
		`<%[1]sResponse xmlns="urn:vim25"><returnval type="Task">%[2]s</returnval></%[1]sResponse>`,
		method, html.EscapeString(task.Value)))
}

// writePage is what a proxy before a vCenter that is not there sends.
func writePage(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, "<html><head><title>%[1]d</title></head><body><h1>%[1]d %[2]s</h1><hr></body></html>\n",
		status, http.StatusText(status))
}

var returnedTask = regexp.MustCompile(`<returnval [^>]*type="Task"[^>]*>([^<]+)</returnval>`)

// taskOf finds the task in the reply of an asynchronous method; empty where there is none.
func taskOf(reply []byte) types.ManagedObjectReference {
	if found := returnedTask.FindSubmatch(reply); found != nil {
		return types.ManagedObjectReference{Type: "Task", Value: string(found[1])}
	}
	return types.ManagedObjectReference{}
}
