package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// storeDir has a directory for each NFS datastore; the simulator keeps the files of one there.
var storeDir string

func removeStores() {
	if storeDir != "" {
		_ = os.RemoveAll(storeDir)
	}
}

// hostStores is a host's datastore system as the API reference has it. The simulator's own wants the
// local path to be a directory, knows an export by the name of its datastore, and has no
// RemoveDatastore.
type hostStores struct {
	*simulator.HostDatastoreSystem
}

// store is a datastore that can be renamed and put into maintenance mode.
type store struct {
	*simulator.Datastore
}

// answerStores lets these answer the request, for the session that makes it: what else the simulator
// keeps of its own objects it finds by their types. A store answers once.
func answerStores(ctx *simulator.Context, method *simulator.Method) {
	if ctx.Session == nil {
		return
	}
	switch req := method.Body.(type) {
	case *types.CreateNasDatastore, *types.RemoveDatastore:
		if own, ok := ctx.Map.Get(method.This).(*simulator.HostDatastoreSystem); ok {
			ctx.Session.Registry.Put(&hostStores{own})
		}
	case *types.Rename_Task, *types.DatastoreEnterMaintenanceMode, *types.DatastoreExitMaintenanceMode_Task:
		switch own := ctx.Map.Get(method.This).(type) {
		case *simulator.Datastore:
			ctx.Session.Registry.Put(&store{own})
		case *simulator.StoragePod:
			ctx.Session.Registry.Put(&pod{own})
		}
	case *types.Destroy_Task:
		if own, ok := ctx.Map.Get(method.This).(*simulator.StoragePod); ok {
			ctx.Session.Registry.Put(&pod{own})
		}
	case *types.ConfigureStorageDrsForPod_Task:
		if own, ok := ctx.Map.Get(method.This).(*simulator.StorageResourceManager); ok {
			ctx.Session.Registry.Put(&podSettings{own})
		}
	case *types.MoveIntoFolder_Task:
		other := func(ref types.ManagedObjectReference) bool { return ref.Type != "Datastore" }
		if slices.ContainsFunc(req.List, other) {
			return
		}
		switch own := ctx.Map.Get(method.This).(type) {
		case *simulator.Folder:
			ctx.Session.Registry.Put(&storeFolder{own})
		case *simulator.StoragePod:
			ctx.Session.Registry.Put(&storePod{own})
		}
	}
}

func answered(ctx *simulator.Context, own types.ManagedObjectReference) {
	ctx.Session.Registry.Remove(ctx, own)
}

func (s *hostStores) CreateNasDatastore(ctx *simulator.Context, req *types.CreateNasDatastore) soap.HasFault {
	body := &methods.CreateNasDatastoreBody{}
	all := storesOf(ctx, s.Host)
	for _, ds := range all {
		if ds.Name == req.Spec.LocalPath && s.mounts(ds) {
			body.Fault_ = simulator.Fault("", &types.DuplicateName{Name: ds.Name, Object: ds.Self})
			return body
		}
	}
	same := slices.IndexFunc(all, func(ds *simulator.Datastore) bool { return isExport(ds, &req.Spec) })
	if same >= 0 {
		ds := all[same]
		if s.mounts(ds) {
			body.Fault_ = simulator.Fault("", &types.AlreadyExists{Name: req.Spec.RemotePath})
			return body
		}
		ds.Host = append(slices.Clone(ds.Host), types.DatastoreHostMount{
			Key: s.Host.Self,
			MountInfo: types.HostMountInfo{
				AccessMode: req.Spec.AccessMode,
				Mounted:    types.NewBool(true),
				Accessible: types.NewBool(true),
			},
		})
		s.Datastore = append(slices.Clone(s.Datastore), ds.Self)
		s.Host.Datastore = s.Datastore
		if parent, ok := computeOf(ctx, s.Host); ok {
			ctx.Map.AddReference(ctx, parent, &parent.Datastore, ds.Self)
		}
		body.Res = &types.CreateNasDatastoreResponse{Returnval: ds.Self}
		return body
	}
	dir, err := directory(freeName(all, req.Spec.LocalPath))
	if err != nil {
		body.Fault_ = simulator.Fault(err.Error(), &types.HostConfigFault{})
		return body
	}
	there := *req
	there.Spec.LocalPath = dir
	made := s.HostDatastoreSystem.CreateNasDatastore(ctx, &there)
	if own, ok := made.(*methods.CreateNasDatastoreBody); ok && own.Res != nil {
		ds := ctx.Map.Get(own.Res.Returnval).(*simulator.Datastore)
		ds.Host[len(ds.Host)-1].MountInfo.AccessMode = req.Spec.AccessMode
		nas := ds.Info.(*types.NasDatastoreInfo).Nas
		nas.Name = ds.Name
		nas.RemoteHostNames = req.Spec.RemoteHostNames
		nas.SecurityType = req.Spec.SecurityType
	}
	return made
}

func (s *hostStores) RemoveDatastore(ctx *simulator.Context, req *types.RemoveDatastore) soap.HasFault {
	body := &methods.RemoveDatastoreBody{}
	ds, ok := ctx.Map.Get(req.Datastore).(*simulator.Datastore)
	if !ok || !s.mounts(ds) {
		body.Fault_ = simulator.Fault("", &types.NotFound{})
		return body
	}
	last := len(ds.Host) == 1
	for _, ref := range ds.Vm {
		if vm, ok := ctx.Map.Get(ref).(*simulator.VirtualMachine); ok && (last || *vm.Runtime.Host == s.Host.Self) {
			body.Fault_ = simulator.Fault("", &types.ResourceInUse{Type: "Datastore", Name: ds.Name})
			return body
		}
	}
	if last {
		above := childrenOf(ctx, *ds.Parent) // of a pod it would stay in the list
		*above = without(*above, ds.Self)
		gone := ds.DestroyTask(ctx, &types.Destroy_Task{This: ds.Self}).(*methods.Destroy_TaskBody)
		ctx.Map.Get(gone.Res.Returnval).(*simulator.Task).Wait()
	}
	ds.Host = slices.DeleteFunc(slices.Clone(ds.Host), func(m types.DatastoreHostMount) bool { return m.Key == s.Host.Self })
	s.Datastore = slices.DeleteFunc(slices.Clone(s.Datastore), func(r types.ManagedObjectReference) bool { return r == ds.Self })
	s.Host.Datastore = s.Datastore
	body.Res = &types.RemoveDatastoreResponse{}
	return body
}

func (s *hostStores) mounts(ds *simulator.Datastore) bool {
	return slices.ContainsFunc(ds.Host, func(m types.DatastoreHostMount) bool { return m.Key == s.Host.Self })
}

func isExport(ds *simulator.Datastore, spec *types.HostNasVolumeSpec) bool {
	info, ok := ds.Info.(*types.NasDatastoreInfo)
	return ok && info.Nas.Type == spec.Type && info.Nas.RemoteHost == spec.RemoteHost &&
		info.Nas.RemotePath == spec.RemotePath && slices.Equal(info.Nas.RemoteHostNames, spec.RemoteHostNames)
}

func freeName(all []*simulator.Datastore, name string) string {
	free := name
	for i := 1; slices.ContainsFunc(all, func(ds *simulator.Datastore) bool { return ds.Name == free }); i++ {
		free = name + " (" + strconv.Itoa(i) + ")"
	}
	return free
}

// directory is a new one whose last name the simulator takes as the name of the datastore.
func directory(name string) (string, error) {
	if storeDir == "" {
		dir, err := os.MkdirTemp("", "referee-nas-")
		if err != nil {
			return "", err
		}
		storeDir = dir
	}
	own, err := os.MkdirTemp(storeDir, "export-")
	if err != nil {
		return "", err
	}
	dir := filepath.Join(own, strings.ReplaceAll(name, "/", "%2f"))
	return dir, os.Mkdir(dir, 0o700)
}

// storesOf are all datastores in the datacenter of a host, at any depth.
func storesOf(ctx *simulator.Context, host *mo.HostSystem) []*simulator.Datastore {
	for at := host.Parent; at != nil; {
		if dc, ok := ctx.Map.Get(*at).(*simulator.Datacenter); ok {
			return storesIn(ctx, dc.DatastoreFolder)
		}
		at = ctx.Map.Get(*at).(mo.Entity).Entity().Parent
	}
	return nil
}

func storesIn(ctx *simulator.Context, folder types.ManagedObjectReference) []*simulator.Datastore {
	var all []*simulator.Datastore
	for _, ref := range *childrenOf(ctx, folder) {
		if ds, ok := ctx.Map.Get(ref).(*simulator.Datastore); ok {
			all = append(all, ds)
		} else {
			all = append(all, storesIn(ctx, ref)...)
		}
	}
	return all
}

func childrenOf(ctx *simulator.Context, folder types.ManagedObjectReference) *[]types.ManagedObjectReference {
	switch f := ctx.Map.Get(folder).(type) {
	case *simulator.Folder:
		return &f.ChildEntity
	case *simulator.StoragePod:
		return &f.ChildEntity
	}
	return &[]types.ManagedObjectReference{}
}

func computeOf(ctx *simulator.Context, host *mo.HostSystem) (*mo.ComputeResource, bool) {
	switch above := ctx.Map.Get(*host.Parent).(type) {
	case *simulator.ClusterComputeResource:
		return &above.ComputeResource, true
	case *mo.ComputeResource:
		return above, true
	}
	return nil, false
}

func (s *store) RenameTask(ctx *simulator.Context, req *types.Rename_Task) soap.HasFault {
	answered(ctx, s.Self)
	task := simulator.CreateTask(s.Datastore, "rename", func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		s.Info.GetDatastoreInfo().Name = req.NewName
		if info, ok := s.Info.(*types.NasDatastoreInfo); ok {
			info.Nas.Name = req.NewName
		}
		ctx.Update(s.Datastore, []types.PropertyChange{
			{Name: "name", Val: req.NewName},
			{Name: "summary.name", Val: req.NewName},
		})
		return nil, nil
	})
	return &methods.Rename_TaskBody{Res: &types.Rename_TaskResponse{Returnval: task.Run(ctx)}}
}

func (s *store) DatastoreEnterMaintenanceMode(ctx *simulator.Context, _ *types.DatastoreEnterMaintenanceMode) soap.HasFault {
	task := s.mode(ctx, "enterMaintenanceMode", types.DatastoreSummaryMaintenanceModeStateInMaintenance)
	return &methods.DatastoreEnterMaintenanceModeBody{Res: &types.DatastoreEnterMaintenanceModeResponse{
		Returnval: types.StoragePlacementResult{Task: &task},
	}}
}

func (s *store) DatastoreExitMaintenanceModeTask(ctx *simulator.Context, _ *types.DatastoreExitMaintenanceMode_Task) soap.HasFault {
	task := s.mode(ctx, "exitMaintenanceMode", types.DatastoreSummaryMaintenanceModeStateNormal)
	return &methods.DatastoreExitMaintenanceMode_TaskBody{Res: &types.DatastoreExitMaintenanceMode_TaskResponse{Returnval: task}}
}

func (s *store) mode(ctx *simulator.Context, name string, to types.DatastoreSummaryMaintenanceModeState) types.ManagedObjectReference {
	answered(ctx, s.Self)
	task := simulator.CreateTask(s.Datastore, name, func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		if to == types.DatastoreSummaryMaintenanceModeStateInMaintenance && len(s.Vm) > 0 {
			return nil, &types.ResourceInUse{Type: "Datastore", Name: s.Name}
		}
		ctx.Update(s.Datastore, []types.PropertyChange{{Name: "summary.maintenanceMode", Val: string(to)}})
		return nil, nil
	})
	return task.Run(ctx)
}

// storeFolder and storePod take datastores in, from wherever they are. The simulator's own take none
// out of a pod, and a pod lists twice what was in it before.
type storeFolder struct {
	*simulator.Folder
}

type storePod struct {
	*simulator.StoragePod
}

func (f *storeFolder) MoveIntoFolderTask(ctx *simulator.Context, req *types.MoveIntoFolder_Task) soap.HasFault {
	return moveStores(ctx, f.Folder, f.Self, req)
}

func (p *storePod) MoveIntoFolderTask(ctx *simulator.Context, req *types.MoveIntoFolder_Task) soap.HasFault {
	return moveStores(ctx, p.StoragePod, p.Self, req)
}

func moveStores(ctx *simulator.Context, on mo.Reference, to types.ManagedObjectReference, req *types.MoveIntoFolder_Task) soap.HasFault {
	answered(ctx, to)
	task := simulator.CreateTask(on, "moveIntoFolder", func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		for _, ref := range req.List {
			ds := ctx.Map.Get(ref).(*simulator.Datastore)
			from := childrenOf(ctx, *ds.Parent)
			*from = without(*from, ref)
			into := childrenOf(ctx, to)
			*into = append(slices.Clone(*into), ref)
			ctx.Update(ds, []types.PropertyChange{{Name: "parent", Val: &to}})
		}
		return nil, nil
	})
	return &methods.MoveIntoFolder_TaskBody{Res: &types.MoveIntoFolder_TaskResponse{Returnval: task.Run(ctx)}}
}

func without(of []types.ManagedObjectReference, ref types.ManagedObjectReference) []types.ManagedObjectReference {
	return slices.DeleteFunc(slices.Clone(of), func(r types.ManagedObjectReference) bool { return r == ref })
}

// pod is a datastore cluster that can be renamed and deleted.
type pod struct {
	*simulator.StoragePod
}

func (p *pod) RenameTask(ctx *simulator.Context, req *types.Rename_Task) soap.HasFault {
	answered(ctx, p.Self)
	task := simulator.CreateTask(p.StoragePod, "rename", func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		ctx.Update(p.StoragePod, []types.PropertyChange{{Name: "name", Val: req.NewName}})
		return nil, nil
	})
	return &methods.Rename_TaskBody{Res: &types.Rename_TaskResponse{Returnval: task.Run(ctx)}}
}

func (p *pod) DestroyTask(ctx *simulator.Context, _ *types.Destroy_Task) soap.HasFault {
	answered(ctx, p.Self)
	task := simulator.CreateTask(p.StoragePod, "destroy", func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		if len(p.ChildEntity) > 0 {
			return nil, &types.ResourceInUse{Type: "StoragePod", Name: p.Name}
		}
		above := childrenOf(ctx, *p.Parent)
		*above = without(*above, p.Self)
		ctx.Map.Remove(ctx, p.Self)
		return nil, nil
	})
	return &methods.Destroy_TaskBody{Res: &types.Destroy_TaskResponse{Returnval: task.Run(ctx)}}
}

// podSettings takes all of a pod's spec, of which the simulator's own takes two fields.
type podSettings struct {
	*simulator.StorageResourceManager
}

func (m *podSettings) ConfigureStorageDrsForPodTask(ctx *simulator.Context, req *types.ConfigureStorageDrsForPod_Task) soap.HasFault {
	task := simulator.CreateTask(m.StorageResourceManager, "configureStorageDrsForPod", func(*simulator.Task) (types.AnyType, types.BaseMethodFault) {
		own := ctx.Map.Get(req.Pod).(*simulator.StoragePod)
		if spec := req.Spec.PodConfigSpec; spec != nil {
			entry := *own.PodStorageDrsEntry
			overlayPod(&entry.StorageDrsConfig.PodConfig, spec)
			own.PodStorageDrsEntry = &entry
		}
		return nil, nil
	})
	return &methods.ConfigureStorageDrsForPod_TaskBody{Res: &types.ConfigureStorageDrsForPod_TaskResponse{Returnval: task.Run(ctx)}}
}

func overlayPod(config *types.StorageDrsPodConfigInfo, spec *types.StorageDrsPodConfigSpec) {
	if spec.Enabled != nil {
		config.Enabled = *spec.Enabled
	}
	if spec.IoLoadBalanceEnabled != nil {
		config.IoLoadBalanceEnabled = *spec.IoLoadBalanceEnabled
	}
	if spec.DefaultVmBehavior != "" {
		config.DefaultVmBehavior = spec.DefaultVmBehavior
	}
	if spec.LoadBalanceInterval != 0 {
		config.LoadBalanceInterval = spec.LoadBalanceInterval
	}
	if spec.DefaultIntraVmAffinity != nil {
		config.DefaultIntraVmAffinity = spec.DefaultIntraVmAffinity
	}
	if spec.SpaceLoadBalanceConfig != nil {
		config.SpaceLoadBalanceConfig = spec.SpaceLoadBalanceConfig
	}
	if spec.IoLoadBalanceConfig != nil {
		config.IoLoadBalanceConfig = spec.IoLoadBalanceConfig
	}
	if spec.AutomationOverrides != nil {
		config.AutomationOverrides = spec.AutomationOverrides
	}
}
