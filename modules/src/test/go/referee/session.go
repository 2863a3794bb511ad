package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// sessions asks the simulator's own SessionManager, as a client with a session of its own would.
func (g *gate) sessions() []types.UserSession {
	manager := g.vc.Map.SessionManager()
	observer := simulator.Session{Registry: simulator.NewRegistry(), Map: g.vc.Map}
	return observer.Get(manager.Reference()).(*simulator.SessionManager).SessionList
}

// expire ends all sessions on the server's side, as a vCenter does with idle ones or when it is
// restarted, and answers the long polls that wait. It returns how many sessions there were.
func (g *gate) expire() int {
	var ids []string
	for _, s := range g.sessions() {
		ids = append(ids, s.Key)
	}
	ctx := live(g.vc)
	ctx.Session = &simulator.Session{Registry: simulator.NewRegistry(), Map: g.vc.Map}
	for _, id := range ids { // one that has just logged out is no reason to keep the others
		ctx.Map.SessionManager().TerminateSession(ctx, &types.TerminateSession{SessionId: []string{id}})
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	close(g.expired)
	g.expired = make(chan struct{})
	return len(ids)
}
