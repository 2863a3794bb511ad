package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// datacenter takes its empty folders along when it is destroyed. The simulator's own is refused as
// long as there is one.
type datacenter struct {
	*simulator.Datacenter
}

func (d *datacenter) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "Referee", Value: "of " + d.Self.Value}
}

func (d *datacenter) DestroyTask(ctx *simulator.Context, req *types.Destroy_Task) soap.HasFault {
	for _, ref := range []types.ManagedObjectReference{d.VmFolder, d.HostFolder} {
		if folder, ok := ctx.Map.Get(ref).(*simulator.Folder); ok {
			dropEmpty(ctx, folder)
		}
	}
	return d.Datacenter.DestroyTask(ctx, req)
}

func dropEmpty(ctx *simulator.Context, folder *simulator.Folder) {
	for _, ref := range slices.Clone(folder.ChildEntity) {
		if child, ok := ctx.Map.Get(ref).(*simulator.Folder); ok {
			dropEmpty(ctx, child)
			if len(child.ChildEntity) == 0 {
				ctx.Map.RemoveReference(ctx, folder, &folder.ChildEntity, ref)
				ctx.Map.Remove(ctx, ref)
			}
		}
	}
}
