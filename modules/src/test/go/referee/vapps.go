package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// vapp can be renamed and changed. The simulator's own can be made and destroyed.
type vapp struct {
	*simulator.VirtualApp
}

func (v *vapp) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "Referee", Value: "of " + v.Self.Value}
}

// forVApps redirects a request about a vApp, as forClusters does.
func forVApps(vc *simulator.Context, method *simulator.Method) {
	if own, ok := vc.Map.Get(method.This).(*simulator.VirtualApp); ok {
		switch method.Name {
		case "UpdateConfig", "UpdateVAppConfig", "Rename_Task":
			method.This = vc.Map.Put(&vapp{own}).Reference()
		}
	}
}

func (v *vapp) UpdateConfig(ctx *simulator.Context, req *types.UpdateConfig) soap.HasFault {
	pool := &simulator.ResourcePool{ResourcePool: v.VirtualApp.ResourcePool}
	answer := pool.UpdateConfig(ctx, req)
	if answer.Fault() == nil {
		ctx.Update(v.VirtualApp, []types.PropertyChange{
			{Name: "name", Val: pool.Name},
			{Name: "config", Val: pool.Config},
		})
	}
	return answer
}

func (v *vapp) RenameTask(ctx *simulator.Context, req *types.Rename_Task) soap.HasFault {
	task := simulator.CreateTask(v.VirtualApp, "rename", func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		ctx.Update(v.VirtualApp, []types.PropertyChange{{Name: "name", Val: req.NewName}})
		return nil, nil
	})
	return &methods.Rename_TaskBody{Res: &types.Rename_TaskResponse{Returnval: task.Run(ctx)}}
}

// UpdateVAppConfig takes the description and how each machine starts and stops.
func (v *vapp) UpdateVAppConfig(ctx *simulator.Context, req *types.UpdateVAppConfig) soap.HasFault {
	config := types.VAppConfigInfo{}
	if v.VAppConfig != nil {
		config = *v.VAppConfig
	}
	if req.Spec.Annotation != "" {
		config.Annotation = req.Spec.Annotation
	}
	config.EntityConfig = slices.Clone(config.EntityConfig)
	for _, entry := range req.Spec.EntityConfig {
		i := slices.IndexFunc(config.EntityConfig, func(e types.VAppEntityConfigInfo) bool {
			return e.Key != nil && entry.Key != nil && *e.Key == *entry.Key
		})
		if i < 0 {
			config.EntityConfig = append(config.EntityConfig, entry)
		} else {
			config.EntityConfig[i] = entry
		}
	}
	ctx.Update(v.VirtualApp, []types.PropertyChange{{Name: "vAppConfig", Val: &config}})
	return &methods.UpdateVAppConfigBody{Res: new(types.UpdateVAppConfigResponse)}
}
