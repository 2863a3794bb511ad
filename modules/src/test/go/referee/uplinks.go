package main

import (
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// markUplinks gives the port group of a switch's uplinks the tag by which a vCenter marks it. The
// simulator makes one with each switch, and nothing but its name says what it is.
func markUplinks(group *simulator.DistributedVirtualPortgroup) {
	if strings.Contains(group.Name, "-DVUplinks") {
		group.Tag = []types.Tag{{Key: "SYSTEM/DVS.UPLINKPG"}}
	}
}
