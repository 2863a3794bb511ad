// Command bench is the lower bound that the product's speed is measured against: the fewest calls
// that read an inventory, clone N machines with power-on, wait for all of them in one place and
// read them back. It prints seconds as one line of JSON.
//
//	bench -url https://user:pass@127.0.0.1:1234/sdk -n 100 -source /DC0/vm/template
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/find"
	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// result is in seconds, but for the two counts.
type result struct {
	Clones   int     `json:"clones"`
	Machines int     `json:"machines"` // before
	Login    float64 `json:"login"`
	Read     float64 `json:"read"`
	Clone    float64 `json:"clone"`
	Verify   float64 `json:"verify"`
	Total    float64 `json:"total"`
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench: ")
	address := flag.String("url", "", "SDK URL with credentials")
	n := flag.Int("n", 100, "number of clones; 0 only reads")
	source := flag.String("source", "DC0_H0_VM0", "machine or template to clone")
	pool := flag.String("pool", "DC0_C0/Resources", "resource pool of the clones")
	prefix := flag.String("prefix", "bench", "names are prefix-1, prefix-2, ...")
	workers := flag.Int("workers", 8, "clone calls under way at one time")
	flag.Parse()

	r, err := run(context.Background(), *address, *n, *source, *pool, *prefix, *workers)
	if err != nil {
		log.Fatal(err)
	}
	if err = json.NewEncoder(os.Stdout).Encode(r); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, address string, n int, source, pool, prefix string, workers int) (r result, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return r, err
	}
	start := time.Now()
	lap := start
	split := func() float64 {
		seconds := time.Since(lap).Seconds()
		lap = time.Now()
		return seconds
	}

	client, err := govmomi.NewClient(ctx, u, true)
	if err != nil {
		return r, err
	}
	defer func() { err = orElse(err, client.Logout(ctx)) }()
	r.Login = split()

	if r.Machines, err = readAll(ctx, client); err != nil {
		return r, err
	}
	r.Read = split()

	if n > 0 {
		var made []types.ManagedObjectReference
		if made, err = cloneAll(ctx, client, n, source, pool, prefix, workers); err != nil {
			return r, err
		}
		r.Clones = len(made)
		r.Clone = split()

		var machines []mo.VirtualMachine
		what := []string{"name", "config", "runtime", "guest.net"}
		if err = property.DefaultCollector(client.Client).Retrieve(ctx, made, what, &machines); err != nil {
			return r, err
		}
		for _, vm := range machines {
			if vm.Runtime.PowerState != types.VirtualMachinePowerStatePoweredOn {
				return r, fmt.Errorf("%s is %s", vm.Name, vm.Runtime.PowerState)
			}
		}
		r.Verify = split()
	}
	r.Total = time.Since(start).Seconds()
	return r, nil
}

// readAll is one view and one bulk read of what a plan needs to know of every machine.
func readAll(ctx context.Context, client *govmomi.Client) (int, error) {
	all, err := view.NewManager(client.Client).CreateContainerView(ctx, client.ServiceContent.RootFolder, []string{"VirtualMachine"}, true)
	if err != nil {
		return 0, err
	}
	var machines []mo.VirtualMachine
	what := []string{"name", "parent", "summary.config.instanceUuid", "runtime"}
	err = all.Retrieve(ctx, []string{"VirtualMachine"}, what, &machines)
	return len(machines), orElse(err, all.Destroy(ctx))
}

// cloneAll submits all clones and then waits for all of them with one filter on one list.
func cloneAll(ctx context.Context, client *govmomi.Client, n int, source, pool, prefix string, workers int) ([]types.ManagedObjectReference, error) {
	finder := find.NewFinder(client.Client)
	datacenter, err := finder.DefaultDatacenter(ctx)
	if err != nil {
		return nil, err
	}
	finder.SetDatacenter(datacenter)
	vm, err := finder.VirtualMachine(ctx, source)
	if err != nil {
		return nil, err
	}
	target, err := finder.ResourcePool(ctx, pool)
	if err != nil {
		return nil, err
	}
	folders, err := datacenter.Folders(ctx)
	if err != nil {
		return nil, err
	}
	tasks, err := submit(ctx, vm, folders.VmFolder, target.Reference(), n, prefix, workers)
	if err != nil {
		return nil, err
	}
	return wait(ctx, client, tasks)
}

func submit(ctx context.Context, vm *object.VirtualMachine, folder *object.Folder, pool types.ManagedObjectReference, n int, prefix string, workers int) ([]types.ManagedObjectReference, error) {
	tasks := make([]types.ManagedObjectReference, n)
	failures := make([]error, workers)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < n && failures[w] == nil; i += workers {
				spec := types.VirtualMachineCloneSpec{PowerOn: true, Location: types.VirtualMachineRelocateSpec{Pool: &pool}}
				task, err := vm.Clone(ctx, folder, fmt.Sprintf("%s-%d", prefix, i+1), spec)
				if err != nil {
					failures[w] = err
					return
				}
				tasks[i] = task.Reference()
			}
		})
	}
	group.Wait()
	return tasks, orElse(nil, failures...)
}

func wait(ctx context.Context, client *govmomi.Client, tasks []types.ManagedObjectReference) ([]types.ManagedObjectReference, error) {
	list, err := view.NewManager(client.Client).CreateListView(ctx, tasks)
	if err != nil {
		return nil, err
	}
	var made []types.ManagedObjectReference
	var failure error
	filter := new(property.WaitFilter).Add(list.Reference(), "Task", []string{"info.state", "info.result", "info.error"}, list.TraversalSpec())
	err = property.WaitForUpdates(ctx, property.DefaultCollector(client.Client), filter, func(updates []types.ObjectUpdate) bool {
		for _, update := range updates {
			for _, change := range update.ChangeSet {
				switch val := change.Val.(type) {
				case types.ManagedObjectReference:
					made = append(made, val)
				case types.LocalizedMethodFault:
					failure = fmt.Errorf("a clone failed: %s", val.LocalizedMessage)
				}
			}
		}
		return failure != nil || len(made) == len(tasks)
	})
	return made, orElse(err, failure, list.Destroy(ctx))
}

// orElse is the first of the errors that is one.
func orElse(err error, others ...error) error {
	for _, other := range others {
		if err == nil {
			err = other
		}
	}
	return err
}
