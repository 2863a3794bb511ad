package main

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/vmware/govmomi/vim25/types"
)

// onDatastore is a lease of a single host, or the folder of an environment's leases.
var onDatastore = regexp.MustCompile(`\] provision/leases/[^/<]+(/lease-[0-9]+[^<]*)?<`)

// isLease tells the calls that take and give back a lease, and those that leave a record, from
// those that a plan announces.
func isLease(c call, nameOf func(types.ManagedObjectReference) string) bool {
	switch c.Method {
	case "LogUserEvent": // the record of changes
		return true
	case "CreateFolder":
		return bytes.Contains(c.Body, []byte(">provision lease-"))
	case "SetField":
		return bytes.Contains(c.Body, []byte(">lease of "))
	case "MakeDirectory", "DeleteDatastoreFile_Task":
		return onDatastore.Match(c.Body)
	case "Destroy_Task", "UnregisterAndDestroy_Task":
		return strings.HasPrefix(nameOf(c.Object), "provision lease-")
	}
	return false
}
