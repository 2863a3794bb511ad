package main

import (
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// markUplinks gives the port group of a switch's uplinks the tag by which a vCenter marks it. The
// simulator makes one with each switch, and nothing but its name says what it is.
func markUplinks(group *simulator.DistributedVirtualPortgroup) {
	if strings.Contains(group.Name, "-DVUplinks") {
		group.Tag = []types.Tag{{Key: "SYSTEM/DVS.UPLINKPG"}}
	}
}

// switches takes the port groups of a removed distributed switch along, as a vCenter does: the
// simulator leaves them in the folder.
type switches struct{}

func (switches) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "Referee", Value: "switches"}
}

func (switches) PutObject(*simulator.Context, mo.Reference) {}

func (switches) UpdateObject(*simulator.Context, mo.Reference, []types.PropertyChange) {}

func (switches) RemoveObject(ctx *simulator.Context, ref types.ManagedObjectReference) {
	if !strings.HasSuffix(ref.Type, "DistributedVirtualSwitch") {
		return
	}
	for _, each := range ctx.Map.All("DistributedVirtualPortgroup") {
		group, ok := each.(*simulator.DistributedVirtualPortgroup)
		if !ok || group.Config.DistributedVirtualSwitch == nil || *group.Config.DistributedVirtualSwitch != ref {
			continue
		}
		if folder, ok := ctx.Map.Get(*group.Parent).(*simulator.Folder); ok {
			ctx.Map.RemoveReference(ctx, folder, &folder.ChildEntity, group.Self)
		}
		ctx.Map.Remove(ctx, group.Self)
	}
}
