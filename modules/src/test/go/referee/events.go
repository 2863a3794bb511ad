package main

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"net/http/httptest"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

// logUserEvent is the one method of the event manager that the simulator lacks: it posts the event
// that a vCenter makes of it, with the user of the session.
func (g *gate) logUserEvent(r *http.Request, c call) *httptest.ResponseRecorder {
	var sent struct {
		Body struct {
			LogUserEvent struct {
				Entity types.ManagedObjectReference `xml:"entity"`
				Msg    string                       `xml:"msg"`
			} `xml:"LogUserEvent"`
		} `xml:"Body"`
	}
	reply := httptest.NewRecorder()
	if err := xml.NewDecoder(bytes.NewReader(c.Body)).Decode(&sent); err != nil {
		reply.WriteHeader(http.StatusBadRequest)
		return reply
	}
	user := ""
	if cookie, err := r.Cookie(soap.SessionCookieName); err == nil {
		for _, session := range g.sessions() {
			if session.Key == cookie.Value {
				user = session.UserName
			}
		}
	}
	if user == "" {
		writeFault(reply, "The session is not authenticated.", &types.NotAuthenticated{
			NoPermission: types.NoPermission{Object: &c.Object, PrivilegeId: "System.View"}})
		return reply
	}
	logged := sent.Body.LogUserEvent
	name := g.hook.nameOf(logged.Entity)
	argument := types.EntityEventArgument{Name: name}
	event := &types.GeneralUserEvent{
		GeneralEvent: types.GeneralEvent{Message: logged.Msg},
		Entity:       &types.ManagedEntityEventArgument{EntityEventArgument: argument, Entity: logged.Entity},
	}
	event.FullFormattedMessage = "User logged event: " + logged.Msg
	switch logged.Entity.Type {
	case "Datacenter":
		event.Datacenter = &types.DatacenterEventArgument{EntityEventArgument: argument, Datacenter: logged.Entity}
	case "Folder":
		if root := logged.Entity.Value; root != "group-d1" && root != "ha-folder-root" {
			writeFault(reply, "A specified parameter was not correct: entity", &types.InvalidArgument{InvalidProperty: "entity"})
			return reply
		}
	}
	ctx := live(g.vc)
	ctx.Session = &simulator.Session{UserSession: types.UserSession{UserName: user}, Registry: simulator.NewRegistry(), Map: g.vc.Map}
	ctx.Map.EventManager().PostEvent(ctx, &types.PostEvent{EventToPost: event})
	writeEnvelope(reply, http.StatusOK, `<LogUserEventResponse xmlns="urn:vim25"/>`)
	return reply
}
