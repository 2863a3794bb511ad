package main

import (
	"reflect"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// cluster keeps all settings of a spec and can be destroyed. The simulator's own reads two settings
// of HA and two of DRS, and has no Destroy_Task.
type cluster struct {
	*simulator.ClusterComputeResource
}

// clusterFolder makes a cluster with the settings of the spec, which the simulator drops.
type clusterFolder struct {
	*simulator.Folder
}

func (c *cluster) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "Referee", Value: "of " + c.Self.Value}
}

func (f *clusterFolder) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "Referee", Value: "of " + f.Self.Value}
}

// forClusters redirects a request about clusters and datacenters to one of ours. The simulator finds the object of
// a request by its reference, so they stand beside its own, of a type that no view has.
func forClusters(vc *simulator.Context, method *simulator.Method) {
	switch own := vc.Map.Get(method.This).(type) {
	case *simulator.Datacenter:
		if method.Name == "Destroy_Task" {
			method.This = vc.Map.Put(&datacenter{own}).Reference()
		}
	case *simulator.ClusterComputeResource:
		if method.Name == "ReconfigureComputeResource_Task" || method.Name == "Destroy_Task" {
			method.This = vc.Map.Put(&cluster{own}).Reference()
		}
	case *simulator.Folder:
		if method.Name == "CreateClusterEx" {
			method.This = vc.Map.Put(&clusterFolder{own}).Reference()
		}
	}
}

func (f *clusterFolder) CreateClusterEx(ctx *simulator.Context, req *types.CreateClusterEx) soap.HasFault {
	made := f.Folder.CreateClusterEx(ctx, req)
	if body, ok := made.(*methods.CreateClusterExBody); ok && body.Res != nil {
		own := ctx.Map.Get(body.Res.Returnval).(*simulator.ClusterComputeResource)
		settle(ctx, own, &req.Spec)
	}
	return made
}

func (c *cluster) ReconfigureComputeResourceTask(ctx *simulator.Context, req *types.ReconfigureComputeResource_Task) soap.HasFault {
	if spec, ok := req.Spec.(*types.ClusterConfigSpecEx); ok {
		ctx.WithLock(c.ClusterComputeResource, func() { settle(ctx, c.ClusterComputeResource, spec) })
	}
	return c.ClusterComputeResource.ReconfigureComputeResourceTask(ctx, req)
}

// settle changes what a spec says of the settings; without DRS there are no pools.
func settle(ctx *simulator.Context, c *simulator.ClusterComputeResource, spec *types.ClusterConfigSpecEx) {
	config := c.ConfigurationEx.(*types.ClusterConfigInfoEx)
	had := config.DrsConfig.Enabled != nil && *config.DrsConfig.Enabled
	for _, pair := range [][2]any{
		{spec.DrsConfig, &config.DrsConfig},
		{spec.DasConfig, &config.DasConfig},
		{spec.DpmConfig, &config.DpmConfigInfo},
		{spec.Orchestration, &config.Orchestration},
		{spec.InfraUpdateHaConfig, &config.InfraUpdateHaConfig},
		{spec.ProactiveDrsConfig, &config.ProactiveDrsConfig},
		{spec.VsanConfig, &config.VsanConfigInfo},
	} {
		overlay(reflect.ValueOf(pair[0]), reflect.ValueOf(pair[1]).Elem())
	}
	if vsan := config.VsanConfigInfo; vsan != nil && vsan.DefaultConfig == nil {
		vsan.DefaultConfig = new(types.VsanClusterConfigInfoHostDefaultInfo) // the simulator reads it
	}
	if spec.VmSwapPlacement != "" {
		config.VmSwapPlacement = spec.VmSwapPlacement
	}
	if info := config.InfraUpdateHaConfig; info != nil && len(info.Providers) == 1 && info.Providers[0] == "" {
		info.Providers = nil
	}
	if had && !*config.DrsConfig.Enabled {
		dropPools(ctx, c)
	}
}

func dropPools(ctx *simulator.Context, c *simulator.ClusterComputeResource) {
	if pool, ok := ctx.Map.Get(*c.ResourcePool).(*simulator.ResourcePool); ok {
		pool.DestroyChildren(ctx, &types.DestroyChildren{This: pool.Self})
	}
}

// overlay puts what is set in one object into another of its type.
func overlay(from, to reflect.Value) {
	switch from.Kind() {
	case reflect.Pointer:
		if from.IsNil() {
			return
		}
		if from.Elem().Kind() != reflect.Struct {
			to.Set(from)
			return
		}
		if to.Kind() == reflect.Pointer {
			if to.IsNil() {
				to.Set(reflect.New(to.Type().Elem()))
			}
			to = to.Elem()
		}
		overlay(from.Elem(), to)
	case reflect.Struct:
		for i := range from.NumField() {
			overlay(from.Field(i), to.Field(i))
		}
	default:
		if !from.IsZero() {
			to.Set(from)
		}
	}
}

func (c *cluster) DestroyTask(ctx *simulator.Context, req *types.Destroy_Task) soap.HasFault {
	task := simulator.CreateTask(c.ClusterComputeResource, "destroy", func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		if len(c.Host) > 0 {
			return nil, &types.ResourceInUse{Type: c.Self.Type, Name: c.Name}
		}
		dropPools(ctx, c.ClusterComputeResource)
		ctx.Map.Remove(ctx, *c.ResourcePool)
		if folder, ok := ctx.Map.Get(*c.Parent).(*simulator.Folder); ok {
			ctx.Map.RemoveReference(ctx, folder, &folder.ChildEntity, c.Self)
		}
		ctx.Map.Remove(ctx, c.Self)
		return nil, nil
	})
	return &methods.Destroy_TaskBody{Res: &types.Destroy_TaskResponse{Returnval: task.Run(ctx)}}
}
