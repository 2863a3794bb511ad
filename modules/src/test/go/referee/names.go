package main

import (
	"strings"
	"sync"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// names refuses a second name in a folder, as vCenter does. The simulator looks for one before a
// clone, a folder and a port group only. A name that was let through is taken until the task that
// makes the machine has ended, so that of two at once one is refused.
type names struct {
	vc *simulator.Context

	mu    sync.Mutex
	taken map[types.ManagedObjectReference]map[string]bool // by folder
}

func newNames(vc *simulator.Context) *names {
	n := &names{vc: vc, taken: make(map[types.ManagedObjectReference]map[string]bool)}
	vc.Map.Handler = n.handle
	return n
}

// handle sees each request before the object that it is for, and may give it to another one.
func (n *names) handle(ctx *simulator.Context, method *simulator.Method) (mo.Reference, types.BaseMethodFault) {
	if fault := n.refused(method); fault != nil {
		return nil, fault
	}
	answerStores(ctx, method)
	forClusters(n.vc, method)
	forVApps(n.vc, method)
	return nil, nil
}

func (n *names) refused(method *simulator.Method) types.BaseMethodFault {
	switch req := method.Body.(type) {
	case *types.CreateVM_Task:
		return n.refuse(req.This, req.Config.Name, true)
	case *types.ImportVApp:
		if spec, ok := req.Spec.(*types.VirtualMachineImportSpec); ok && req.Folder != nil {
			return n.refuse(*req.Folder, spec.ConfigSpec.Name, true)
		}
	case *types.RegisterVM_Task:
		return n.refuse(req.This, req.Name, false)
	case *types.CreateDatacenter:
		return n.refuse(req.This, req.Name, false)
	case *types.CreateDVS_Task:
		return n.refuse(req.This, req.Spec.ConfigSpec.GetDVSConfigSpec().Name, false)
	case *types.AddHost_Task:
		return n.refuseHost(req.Spec.HostName)
	case *types.AddStandaloneHost_Task:
		return n.refuseHost(req.Spec.HostName)
	case *types.Rename_Task:
		if entity, ok := n.vc.Map.Get(req.This).(mo.Entity); ok && entity.Entity().Parent != nil {
			return n.refuseOther(*entity.Entity().Parent, req.NewName, req.This)
		}
	case *types.MoveIntoFolder_Task:
		for _, ref := range req.List {
			if entity, ok := n.vc.Map.Get(ref).(mo.Entity); ok {
				if fault := n.refuseOther(req.This, ownName(entity), ref); fault != nil {
					return fault
				}
			}
		}
	}
	return nil
}

// refuseHost refuses an address that a host was added with.
func (n *names) refuseHost(name string) types.BaseMethodFault {
	for _, host := range n.vc.Map.All("HostSystem") {
		if host.Entity().Name == name {
			return &types.DuplicateName{Name: name, Object: host.Reference()}
		}
	}
	return nil
}

func (n *names) refuse(folder types.ManagedObjectReference, name string, take bool) types.BaseMethodFault {
	n.mu.Lock()
	defer n.mu.Unlock()
	name = escaped(name)
	if name == "" {
		return nil
	}
	if other := n.child(folder, name); other != nil {
		return &types.DuplicateName{Name: name, Object: *other}
	}
	if n.taken[folder][name] {
		return &types.DuplicateName{Name: name, Object: folder}
	}
	if take {
		if n.taken[folder] == nil {
			n.taken[folder] = make(map[string]bool)
		}
		n.taken[folder][name] = true
	}
	return nil
}

// refuseOther is for what may be that name's own bearer.
func (n *names) refuseOther(folder types.ManagedObjectReference, name string, own types.ManagedObjectReference) types.BaseMethodFault {
	if other := n.child(folder, escaped(name)); other != nil && *other != own {
		return &types.DuplicateName{Name: name, Object: *other}
	}
	return nil
}

// ended is told when a task on a folder has made a machine, or failed to.
func (n *names) ended(folder types.ManagedObjectReference, failed bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for name := range n.taken[folder] {
		if failed || n.child(folder, name) != nil {
			delete(n.taken[folder], name)
		}
	}
}

func (n *names) child(folder types.ManagedObjectReference, name string) *types.ManagedObjectReference {
	ctx := live(n.vc)
	var children []types.ManagedObjectReference
	switch parent := ctx.Map.Get(folder).(type) {
	case *simulator.Folder:
		children = append(children, parent.ChildEntity...)
	case *simulator.StoragePod:
		children = append(children, parent.ChildEntity...)
	default:
		return nil
	}
	for _, ref := range children {
		if entity, ok := ctx.Map.Get(ref).(mo.Entity); ok && ownName(entity) == name {
			return &ref
		}
	}
	return nil
}

// escaped is a name as vCenter keeps it.
func escaped(name string) string {
	return strings.NewReplacer("/", "%2f", `\`, "%5c").Replace(name)
}
