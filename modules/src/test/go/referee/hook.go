package main

import (
	"fmt"
	"log"
	"maps"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// hook is told by the simulator of every object that is put into the inventory or changed. It knows
// the names without taking locks, and it has each task in its hands before it runs.
type hook struct {
	vc       *simulator.Context
	siblings *names

	mu    sync.Mutex
	names map[types.ManagedObjectReference]string
	slow  map[string]time.Duration // by the task's name, see taskKey
}

func newHook(vc *simulator.Context) *hook {
	h := &hook{vc: vc, siblings: newNames(vc), names: make(map[types.ManagedObjectReference]string), slow: make(map[string]time.Duration)}
	for _, e := range vc.Map.All("") {
		h.names[e.Reference()] = ownName(e)
		if group, ok := e.(*simulator.DistributedVirtualPortgroup); ok {
			markUplinks(group)
		}
	}
	vc.Map.AddHandler(h)
	vc.Map.AddHandler(hosts{})
	vc.Map.AddHandler(switches{})
	vc.Map.AddHandler(machines{})
	return h
}

func (h *hook) Reference() types.ManagedObjectReference {
	return types.ManagedObjectReference{Type: "Referee", Value: "referee"}
}

func (h *hook) PutObject(_ *simulator.Context, obj mo.Reference) {
	switch o := obj.(type) {
	case *simulator.Task:
		if o.Execute != nil {
			h.takeCharge(o)
		}
	case *simulator.VirtualMachine:
		// The simulator has a machine in its folder for a moment before it has a name, and panics
		// when another clone looks for a free name in that moment.
		if o.Name == "" && o.Config != nil {
			o.Name = strings.TrimSuffix(path.Base(o.Config.Files.VmPathName), ".vmx")
		}
		h.named(o.Reference(), o.Name)
	case *simulator.DistributedVirtualPortgroup:
		markUplinks(o)
		h.named(o.Reference(), ownName(o))
	case mo.Entity:
		h.named(o.Reference(), ownName(o))
	}
}

// ownName reads the field that holds an entity's name: networks and switches have one of their own.
func ownName(e mo.Entity) string {
	switch o := e.(type) {
	case *mo.Network:
		return o.Name
	case *simulator.DistributedVirtualSwitch:
		return o.Name
	case *simulator.DistributedVirtualPortgroup:
		return o.Name
	}
	return e.Entity().Name
}

func (h *hook) UpdateObject(_ *simulator.Context, obj mo.Reference, changes []types.PropertyChange) {
	for _, change := range changes {
		if name, ok := change.Val.(string); ok && change.Name == "name" {
			h.named(obj.Reference(), name)
		}
	}
}

func (h *hook) RemoveObject(_ *simulator.Context, ref types.ManagedObjectReference) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.names, ref)
}

func (h *hook) named(ref types.ManagedObjectReference, name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.names[ref] = name
}

// nameOf is the name of an inventory object, or nothing for those without one.
func (h *hook) nameOf(ref types.ManagedObjectReference) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.names[ref]
}

// taskKey makes one of the names that a task goes by: CloneVM_Task, CloneVM, CloneVm.
func taskKey(name string) string {
	return strings.ToLower(strings.TrimSuffix(name, "_Task"))
}

// slowDown makes the tasks of a method take so long from now on. The simulator waits before it
// takes the object's lock, so that the object can be read and other tasks on it can wait as well.
func (h *hook) slowDown(method string, duration time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.slow[taskKey(method)] = duration
	delays := map[string]int{"LockHandoff": 0}
	maps.Copy(delays, simulator.TaskDelay.MethodDelay)
	name := strings.TrimSuffix(method, "_Task")
	for _, spelling := range []string{method, name, strings.Replace(name, "VM", "Vm", 1)} {
		delays[spelling] = int(duration.Milliseconds())
	}
	simulator.TaskDelay.MethodDelay = delays
}

// takeCharge gives a task what the simulator's tasks lack: progress, an end without effect when it
// is cancelled, and a fault instead of a crash of the whole server.
func (h *hook) takeCharge(task *simulator.Task) {
	h.mu.Lock()
	duration := h.slow[taskKey(task.Info.Name)]
	h.mu.Unlock()
	if duration > 0 {
		go h.progress(task, duration)
	}
	run := task.Execute
	task.Execute = func(t *simulator.Task) (types.AnyType, types.BaseMethodFault) {
		if !h.isRunning(t) {
			return nil, &types.RequestCanceled{}
		}
		for {
			result, fault, again := attempt(run, t)
			if !again {
				if t.Info.Entity.Type == "Folder" {
					h.siblings.ended(*t.Info.Entity, fault != nil)
				}
				return result, fault
			}
			time.Sleep(time.Millisecond)
		}
	}
}

// progress reports every tenth of the time until the task has ended.
func (h *hook) progress(task *simulator.Task, duration time.Duration) {
	for percent := int32(10); percent < 100; percent += 10 {
		time.Sleep(duration / 10)
		if !h.isRunning(task) {
			return
		}
		ctx := live(h.vc)
		ctx.Map.AtomicUpdate(ctx, task, []types.PropertyChange{{Name: "info.progress", Val: percent}})
	}
}

func (h *hook) isRunning(task *simulator.Task) (running bool) {
	ctx := live(h.vc)
	ctx.Map.WithLock(ctx, task, func() { running = task.Info.State == types.TaskInfoStateRunning })
	return running
}

type execute = func(*simulator.Task) (types.AnyType, types.BaseMethodFault)

// attempt runs a task. A clone that met a machine without a name has done nothing yet: again.
func attempt(run execute, task *simulator.Task) (result types.AnyType, fault types.BaseMethodFault, again bool) {
	defer func() {
		if p := recover(); p != nil {
			text := fmt.Sprint(p)
			again = strings.HasSuffix(text, "does not have a Name")
			if !again {
				log.Printf("%s: %s", task.Info.Name, text)
				// SystemErrorFault is the name of an element; the API's type is SystemError
				fault = &types.SystemError{Reason: text}
			}
		}
	}()
	result, fault = run(task)
	return result, fault, false
}
