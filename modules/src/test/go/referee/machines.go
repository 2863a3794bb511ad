package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// machines takes a removed machine out of the lists of pools: of a template the simulator forgets
// the pool, which keeps it in its list.
type machines struct{}

func (machines) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "Referee", Value: "machines"}
}

func (machines) PutObject(*simulator.Context, mo.Reference) {}

func (machines) UpdateObject(*simulator.Context, mo.Reference, []types.PropertyChange) {}

func (machines) RemoveObject(ctx *simulator.Context, ref types.ManagedObjectReference) {
	if ref.Type != "VirtualMachine" {
		return
	}
	for _, each := range ctx.Map.All("ResourcePool") {
		if pool, ok := each.(*simulator.ResourcePool); ok {
			ctx.Map.RemoveReference(ctx, pool, &pool.Vm, ref)
		}
	}
}
