package main

import (
	"crypto/tls"
	"flag"
	"fmt"
	"net/url"
	"os"
	"runtime"
	"strconv"
	"strings"

	"github.com/vmware/govmomi/simulator"

	// the endpoints beside /sdk: tags (REST), storage policies, first-class disks, tokens
	_ "github.com/vmware/govmomi/lookup/simulator"
	_ "github.com/vmware/govmomi/pbm/simulator"
	_ "github.com/vmware/govmomi/sts/simulator"
	_ "github.com/vmware/govmomi/vapi/simulator"
	_ "github.com/vmware/govmomi/vslm/simulator"
)

// modelFrom reads the flags and builds the inventory. Names and defaults are vcsim's, but for -l,
// whose default is a free port on loopback, and -crowd, which is ours.
func modelFrom(args []string) (*simulator.Model, *hook, error) {
	m := simulator.VPX()
	f := flag.NewFlagSet("referee", flag.ContinueOnError)

	f.IntVar(&m.Datacenter, "dc", m.Datacenter, "number of datacenters")
	f.IntVar(&m.Cluster, "cluster", m.Cluster, "number of clusters")
	f.IntVar(&m.ClusterHost, "host", m.ClusterHost, "number of hosts per cluster")
	f.IntVar(&m.Host, "standalone-host", m.Host, "number of standalone hosts")
	f.IntVar(&m.Datastore, "ds", m.Datastore, "number of local datastores")
	f.IntVar(&m.Machine, "vm", m.Machine, "number of virtual machines per resource pool")
	f.IntVar(&m.Pool, "pool", m.Pool, "number of resource pools per compute resource")
	f.IntVar(&m.App, "app", m.App, "number of virtual apps per compute resource")
	f.IntVar(&m.Pod, "pod", m.Pod, "number of storage pods per datacenter")
	f.IntVar(&m.Portgroup, "pg", m.Portgroup, "number of port groups")
	f.IntVar(&m.PortgroupNSX, "pg-nsx", m.PortgroupNSX, "number of NSX backed port groups")
	f.IntVar(&m.OpaqueNetwork, "nsx", m.OpaqueNetwork, "number of NSX backed opaque networks")
	f.IntVar(&m.Folder, "folder", m.Folder, "number of folders")
	f.BoolVar(&m.Autostart, "autostart", m.Autostart, "power on the machines of the model")
	f.StringVar(&m.ServiceContent.About.ApiVersion, "api-version", m.ServiceContent.About.ApiVersion, "API version")
	f.IntVar(&m.DelayConfig.Delay, "delay", m.DelayConfig.Delay, "milliseconds that every call takes")
	f.Float64Var(&m.DelayConfig.DelayJitter, "delay-jitter", m.DelayConfig.DelayJitter, "coefficient of variation of the delay")
	f.BoolVar(&simulator.Trace, "trace", simulator.Trace, "write SOAP to standard error")

	methodDelay := f.String("method-delay", "", "delays in milliseconds by method, method1:delay1,method2:delay2")
	esx := f.Bool("esx", false, "one standalone ESXi host instead of a vCenter")
	isTLS := f.Bool("tls", true, "serve https")
	cert := f.String("tlscert", "", "certificate file")
	key := f.String("tlskey", "", "key file")
	listen := f.String("l", "127.0.0.1:0", "listen address")
	username := f.String("username", "", "the only user name that may log in (any by default)")
	password := f.String("password", "", "and its password")
	clones := f.Int("crowd", 0, "number of clones of the first machine, made faster than those of -vm")
	dir := f.String("load", "", "load the inventory from a directory that `govc object.save` wrote")

	if err := f.Parse(args); err != nil {
		return nil, nil, err
	}
	if f.NArg() > 0 {
		return nil, nil, fmt.Errorf("unexpected argument `%s`", f.Arg(0))
	}
	delays, err := delaysByMethod(*methodDelay)
	if err != nil {
		return nil, nil, err
	}
	m.DelayConfig.MethodDelay = delays
	simulator.TaskDelay.MethodDelay = delays

	if *esx {
		vpx := m
		m = simulator.ESX()
		m.Datastore, m.Machine, m.Autostart = vpx.Datastore, vpx.Machine, vpx.Autostart
		m.DelayConfig = vpx.DelayConfig
	}
	m.ServiceContent.About.FullName += " (govmomi simulator)"
	m.ServiceContent.About.OsType = runtime.GOOS + "-" + runtime.GOARCH

	if *dir == "" {
		err = m.Create()
	} else if _, err = os.Stat(*dir); err == nil {
		err = m.Load(*dir)
	}
	if err != nil {
		return nil, nil, err
	}

	havePortGroups(m.Service.Context)
	h := newHook(m.Service.Context)
	if err = crowd(m, *clones); err != nil {
		return nil, nil, err
	}
	m.Service.RegisterEndpoints = true
	m.Service.Listen = &url.URL{Host: *listen}
	if *username != "" {
		m.Service.Listen.User = url.UserPassword(*username, *password)
	}
	if *isTLS {
		m.Service.TLS = new(tls.Config)
		if *cert != "" {
			pair, err := tls.LoadX509KeyPair(*cert, *key)
			if err != nil {
				return nil, nil, err
			}
			m.Service.TLS.Certificates = []tls.Certificate{pair}
		}
	}
	return m, h, nil
}

// delaysByMethod reads `CloneVM_Task:200,PowerOnVM_Task:50`.
func delaysByMethod(text string) (map[string]int, error) {
	delays := make(map[string]int)
	if text == "" {
		return delays, nil
	}
	for _, item := range strings.Split(text, ",") {
		method, millis, ok := strings.Cut(strings.TrimSpace(item), ":")
		n, err := strconv.Atoi(millis)
		if !ok || err != nil {
			return nil, fmt.Errorf("-method-delay: `%s` is not method:milliseconds", item)
		}
		delays[method] = n
	}
	return delays, nil
}
