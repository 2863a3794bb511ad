package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// hosts takes a removed host out of the lists of its cluster and of the cluster's environment
// browser: the simulator leaves it there, and the next AddHost_Task panics over it.
type hosts struct{}

func (hosts) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "Referee", Value: "hosts"}
}

func (hosts) PutObject(*simulator.Context, mo.Reference) {}

func (hosts) UpdateObject(*simulator.Context, mo.Reference, []types.PropertyChange) {}

func (hosts) RemoveObject(ctx *simulator.Context, ref types.ManagedObjectReference) {
	if ref.Type != "HostSystem" {
		return
	}
	for _, each := range ctx.Map.All("ClusterComputeResource") {
		if cluster, ok := each.(*simulator.ClusterComputeResource); ok {
			ctx.Map.WithLock(ctx, cluster, func() {
				simulator.RemoveReference(&cluster.Host, ref)
			})
			if browser, ok := ctx.Map.Get(*cluster.EnvironmentBrowser).(*simulator.EnvironmentBrowser); ok {
				ctx.Map.WithLock(ctx, browser, func() {
					offers := browser.QueryConfigOptionDescriptorResponse.Returnval
					for i := range offers {
						simulator.RemoveReference(&offers[i].Host, ref)
					}
				})
			}
		}
	}
}
