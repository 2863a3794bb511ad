package main

import (
	"fmt"
	"net/http"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// trouble befalls a machine without a call of the client's:
//
//	POST /trouble?vm=web&state=inaccessible   vCenter shows no config of it
//	POST /trouble?vm=web&disabled=RelocateVM_Task   the method is listed as disabled; empty for none
//	POST /trouble?vm=web&consolidation=true   its disks need to be consolidated
func (g *gate) trouble(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	ctx := live(g.vc)
	vm := machine(ctx, query.Get("vm"))
	if vm == nil {
		http.Error(w, fmt.Sprintf("no machine `%s`", query.Get("vm")), http.StatusNotFound)
		return
	}
	ctx.Map.WithLock(ctx, vm, func() {
		if state := query.Get("state"); state != "" {
			lose(vm, types.VirtualMachineConnectionState(state))
		}
		if query.Has("disabled") {
			vm.DisabledMethod = nil
			if query.Get("disabled") != "" {
				vm.DisabledMethod = []string{query.Get("disabled")}
			}
		}
		if query.Has("consolidation") {
			vm.Runtime.ConsolidationNeeded = query.Get("consolidation") == "true"
		}
	})
	writeJSON(w, struct{}{})
}

// lose leaves what vCenter shows of a machine whose files are out of reach: its name, and no config.
func lose(vm *simulator.VirtualMachine, state types.VirtualMachineConnectionState) {
	vm.Runtime.ConnectionState = state
	vm.Summary.Runtime.ConnectionState = state
	vm.Config = nil
	vm.Layout = nil
	vm.LayoutEx = nil
	vm.Guest = nil
	vm.Snapshot = nil
	vm.Summary.Config = types.VirtualMachineConfigSummary{}
}

func machine(ctx *simulator.Context, name string) *simulator.VirtualMachine {
	for _, entity := range ctx.Map.All("VirtualMachine") {
		if entity.Entity().Name == name {
			return entity.(*simulator.VirtualMachine)
		}
	}
	return nil
}
