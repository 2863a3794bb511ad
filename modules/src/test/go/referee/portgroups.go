package main

import (
	"slices"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// portGroups is a host's network system as the API reference has it. The simulator's own refuses a
// port group that another host of the datacenter has, shows none of it on the host, and lacks
// UpdatePortGroup.
type portGroups struct {
	*simulator.HostNetworkSystem
}

// havePortGroups puts one in the place of the network system of every host. A host of a loaded
// inventory may have none.
func havePortGroups(vc *simulator.Context) {
	for _, host := range vc.Map.All("HostSystem") {
		ref := host.(*simulator.HostSystem).ConfigManager.NetworkSystem
		if ref == nil {
			continue
		}
		if own, ok := vc.Map.Get(*ref).(*simulator.HostNetworkSystem); ok {
			vc.Map.Put(&portGroups{own})
		}
	}
}

func (p *portGroups) AddPortGroup(ctx *simulator.Context, req *types.AddPortGroup) soap.HasFault {
	body := &methods.AddPortGroupBody{}
	i := slices.IndexFunc(p.NetworkInfo.Vswitch, func(s types.HostVirtualSwitch) bool {
		return s.Name == req.Portgrp.VswitchName
	})
	if i < 0 {
		body.Fault_ = simulator.Fault("", &types.NotFound{})
		return body
	}
	if p.index(req.Portgrp.Name) >= 0 {
		body.Fault_ = simulator.Fault("", &types.AlreadyExists{Name: req.Portgrp.Name})
		return body
	}
	network := p.network(ctx, req.Portgrp.Name)
	if network == nil {
		if made := p.HostNetworkSystem.AddPortGroup(ctx, req); made.Fault() != nil {
			return made
		}
		network = p.network(ctx, req.Portgrp.Name)
	} else {
		p.NetworkInfo.Vswitch[i].Portgroup = append(p.NetworkInfo.Vswitch[i].Portgroup, req.Portgrp.Name)
		p.NetworkInfo.Portgroup = append(slices.Clone(p.NetworkInfo.Portgroup), types.HostPortGroup{
			Key:  "key-vim.host.PortGroup-" + req.Portgrp.Name,
			Spec: req.Portgrp,
		})
	}
	with := func(of []types.ManagedObjectReference, ref types.ManagedObjectReference) []types.ManagedObjectReference {
		if slices.Contains(of, ref) {
			return of
		}
		return append(slices.Clone(of), ref)
	}
	p.changed(ctx, network, with)
	body.Res = &types.AddPortGroupResponse{}
	return body
}

func (p *portGroups) UpdatePortGroup(ctx *simulator.Context, req *types.UpdatePortGroup) soap.HasFault {
	body := &methods.UpdatePortGroupBody{}
	i := p.index(req.PgName)
	if i < 0 {
		body.Fault_ = simulator.Fault("", &types.NotFound{})
		return body
	}
	p.NetworkInfo.Portgroup = slices.Clone(p.NetworkInfo.Portgroup)
	p.NetworkInfo.Portgroup[i].Spec = req.Portgrp
	p.Host.Config.Network.Portgroup = p.NetworkInfo.Portgroup
	body.Res = &types.UpdatePortGroupResponse{}
	return body
}

func (p *portGroups) RemovePortGroup(ctx *simulator.Context, req *types.RemovePortGroup) soap.HasFault {
	body := &methods.RemovePortGroupBody{}
	i := p.index(req.PgName)
	if i < 0 {
		body.Fault_ = simulator.Fault("", &types.NotFound{})
		return body
	}
	network := p.network(ctx, req.PgName)
	for _, ref := range network.Vm {
		if vm, ok := ctx.Map.Get(ref).(*simulator.VirtualMachine); ok && *vm.Runtime.Host == p.Host.Self {
			body.Fault_ = simulator.Fault("", &types.ResourceInUse{Name: req.PgName})
			return body
		}
	}
	without := func(of []types.ManagedObjectReference, ref types.ManagedObjectReference) []types.ManagedObjectReference {
		return slices.DeleteFunc(slices.Clone(of), func(r types.ManagedObjectReference) bool { return r == ref })
	}
	if len(without(network.Host, p.Host.Self)) == 0 {
		if gone := p.HostNetworkSystem.RemovePortGroup(ctx, req); gone.Fault() != nil {
			return gone
		}
	} else {
		p.NetworkInfo.Portgroup = slices.Delete(slices.Clone(p.NetworkInfo.Portgroup), i, i+1)
		for j := range p.NetworkInfo.Vswitch {
			s := &p.NetworkInfo.Vswitch[j]
			s.Portgroup = slices.DeleteFunc(s.Portgroup, func(name string) bool { return name == req.PgName })
		}
	}
	p.changed(ctx, network, without)
	body.Res = &types.RemovePortGroupResponse{}
	return body
}

// changed shows the port groups on the host, and the network there and on what is around it.
func (p *portGroups) changed(ctx *simulator.Context, network *mo.Network,
	edited func([]types.ManagedObjectReference, types.ManagedObjectReference) []types.ManagedObjectReference) {
	p.Host.Config.Network.Portgroup = p.NetworkInfo.Portgroup
	p.Host.Network = edited(p.Host.Network, network.Self)
	network.Host = edited(network.Host, p.Host.Self)
	if len(network.Host) > 0 {
		p.edited(ctx, network.Self, func(of []types.ManagedObjectReference, ref types.ManagedObjectReference) []types.ManagedObjectReference {
			if slices.Contains(of, ref) {
				return of
			}
			return append(slices.Clone(of), ref)
		})
	} else {
		p.edited(ctx, network.Self, edited)
	}
}

func (p *portGroups) edited(ctx *simulator.Context, network types.ManagedObjectReference,
	edited func([]types.ManagedObjectReference, types.ManagedObjectReference) []types.ManagedObjectReference) {
	for at := p.Host.Parent; at != nil; {
		switch above := ctx.Map.Get(*at).(type) {
		case *simulator.ClusterComputeResource:
			above.Network = edited(above.Network, network)
		case *mo.ComputeResource:
			above.Network = edited(above.Network, network)
		case *simulator.Datacenter:
			above.Network = edited(above.Network, network)
			return
		}
		at = ctx.Map.Get(*at).(mo.Entity).Entity().Parent
	}
}

func (p *portGroups) index(name string) int {
	return slices.IndexFunc(p.NetworkInfo.Portgroup, func(g types.HostPortGroup) bool { return g.Spec.Name == name })
}

// network is the standard network of that name in the host's datacenter.
func (p *portGroups) network(ctx *simulator.Context, name string) *mo.Network {
	for at := p.Host.Parent; at != nil; {
		if dc, ok := ctx.Map.Get(*at).(*simulator.Datacenter); ok {
			folder := ctx.Map.Get(dc.NetworkFolder).(*simulator.Folder)
			for _, ref := range folder.ChildEntity {
				if network, ok := ctx.Map.Get(ref).(*mo.Network); ok && network.Name == name {
					return network
				}
			}
			return nil
		}
		at = ctx.Map.Get(*at).(mo.Entity).Entity().Parent
	}
	return nil
}
