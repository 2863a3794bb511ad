package main

import (
	"context"
	"fmt"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// crowd clones the first machine of the model n times, powered off, as crowd-1, crowd-2 and so on.
// vcsim's own -vm waits 40 ms for each machine, which is too long for an inventory of thousands.
func crowd(m *simulator.Model, n int) error {
	if n == 0 {
		return nil
	}
	registry := m.Service.Context.Map
	source, ok := registry.Any("VirtualMachine").(*simulator.VirtualMachine)
	if !ok {
		return fmt.Errorf("-crowd needs a machine to clone: -vm 1")
	}
	folder, pool := *source.Parent, source.ResourcePool
	// A clone holds the lock of its source and takes 10 ms whatever the machine does, so each
	// round clones all that the rounds before have made.
	sources := []types.ManagedObjectReference{source.Reference()}
	for made := 0; made < n; {
		var tasks []types.ManagedObjectReference
		for _, from := range sources[:min(len(sources), n-made)] {
			made++
			reply, err := methods.CloneVM_Task(context.Background(), m.Service, &types.CloneVM_Task{
				This: from, Folder: folder, Name: fmt.Sprintf("crowd-%d", made),
				Spec: types.VirtualMachineCloneSpec{Location: types.VirtualMachineRelocateSpec{Pool: pool}},
			})
			if err != nil {
				return err
			}
			tasks = append(tasks, reply.Returnval)
		}
		for _, ref := range tasks {
			task := registry.Get(ref).(*simulator.Task)
			task.Wait()
			if task.Info.Error != nil {
				return fmt.Errorf("-crowd: %s", task.Info.Error.LocalizedMessage)
			}
			sources = append(sources, task.Info.Result.(types.ManagedObjectReference))
			registry.Remove(live(m.Service.Context), ref)
		}
	}
	return forgetRecentTasks(m)
}

// forgetRecentTasks leaves the inventory as if the crowd had always been there.
func forgetRecentTasks(m *simulator.Model) error {
	ctx := live(m.Service.Context)
	var manager *mo.TaskManager
	switch found := ctx.Map.Get(*m.ServiceContent.TaskManager).(type) {
	case *simulator.TaskManager:
		manager = &found.TaskManager
	default:
		return fmt.Errorf("-crowd: no task manager in the model")
	}
	manager.RecentTask = nil
	for _, vm := range ctx.Map.All("VirtualMachine") {
		vm.Entity().RecentTask = nil
	}
	return nil
}
