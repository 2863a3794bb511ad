package main

import (
	"strings"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"
)

// failingTask puts a task into the inventory that has no effect and fails as the rule says.
func (g *gate) failingTask(c call, act *rule) types.ManagedObjectReference {
	ctx := live(g.vc)
	name := strings.TrimSuffix(c.Method, "_Task")
	task := simulator.CreateTask(c.Object, name+"Task", nil)
	ctx.Map.Put(task)
	ref := task.Reference()
	ctx.Map.AtomicUpdate(ctx, task, []types.PropertyChange{
		{Name: "info.key", Val: ref.Value},
		{Name: "info.task", Val: ref},
		{Name: "info.entityName", Val: g.hook.nameOf(c.Object)},
		{Name: "info.startTime", Val: time.Now()},
		{Name: "info.state", Val: types.TaskInfoStateRunning},
	})
	g.failTask(ref, c, act)
	return ref
}

// failTask makes a task that the client does not know yet one that failed; what it did stays done.
func (g *gate) failTask(ref types.ManagedObjectReference, c call, act *rule) {
	ctx := live(g.vc)
	task, ok := ctx.Map.Get(ref).(*simulator.Task)
	if !ok {
		return // the call itself failed
	}
	fault, err := act.newFault(c)
	if err != nil {
		panic(err)
	}
	if task.Execute != nil {
		task.Wait()
	}
	if act.Off {
		switchOff(ctx, task.Info.Result)
	}
	ctx.Map.AtomicUpdate(ctx, task, []types.PropertyChange{
		{Name: "info.completeTime", Val: time.Now()},
		{Name: "info.state", Val: types.TaskInfoStateError},
		{Name: "info.result", Val: nil},
		{Name: "info.error", Val: types.LocalizedMethodFault{Fault: fault, LocalizedMessage: act.message()}},
	})
}

// switchOff leaves what a task made as it is when only its last part, the power on, fails.
func switchOff(ctx *simulator.Context, made types.AnyType) {
	ref, ok := made.(types.ManagedObjectReference)
	if !ok {
		return
	}
	vm, ok := ctx.Map.Get(ref).(*simulator.VirtualMachine)
	if !ok {
		return
	}
	var off types.ManagedObjectReference
	ctx.WithLock(vm, func() {
		body := vm.PowerOffVMTask(ctx, &types.PowerOffVM_Task{This: ref}).(*methods.PowerOffVM_TaskBody)
		off = body.Res.Returnval
	})
	if task, ok := ctx.Map.Get(off).(*simulator.Task); ok {
		task.Wait()
	}
}
