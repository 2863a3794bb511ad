package main

import "regexp"

// reading is the referee's own list of the calls that change nothing in the inventory. It is
// written down a second time on purpose: the product's list must not be able to excuse the product.
var reading = regexp.MustCompile(`^(` +
	`(Pbm)?(Retrieve|Query|Find|Search|Fetch)[A-Za-z_]*` +
	`|PbmCheck(Requirements|Compatibility)` +
	`|Create(Container|List|Inventory)View(FromView)?|ModifyListView|ResetListView|DestroyView` +
	`|CreateFilter|DestroyPropertyFilter|CreatePropertyCollector|DestroyPropertyCollector` +
	`|WaitForUpdates(Ex)?|CheckForUpdates|CancelWaitForUpdates|CancelRetrievePropertiesEx|ContinueRetrievePropertiesEx` +
	`|ConvertNamespacePathToUuidPath|ListKmipServers|DecodeLicense|EvcManager|CheckConfigureEvcMode_Task` +
	`|Login|LoginByToken|Logout|CurrentTime|SessionIsActive|HttpNfcLeaseGetManifest|HasPrivilegeOnEntit(y|ies)|HasUserPrivilegeOnEntities` +
	`|(GET|HEAD) /.*` +
	`|(POST|DELETE) /session|POST /tagging/.* list-[a-z-]+` +
	`)$`)

func mutates(method string) bool { return !reading.MatchString(method) }
