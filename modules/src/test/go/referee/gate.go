package main

import (
	"bytes"
	"context"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// gate stands between the listener and the simulator: every request is booked, and the rules decide
// whether it gets through, whether its reply gets back, and when.
type gate struct {
	vc     *simulator.Context
	inner  http.Handler
	hook   *hook
	ledger *ledger
	rules  rules

	mu      sync.Mutex
	expired chan struct{} // closed when all sessions are ended, which ends the long polls as well
}

func newGate(vc *simulator.Context, hook *hook, inner http.Handler) *gate {
	return &gate{vc: vc, inner: inner, hook: hook, ledger: newLedger(), expired: make(chan struct{})}
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var c call
	if isSOAP(r) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		c = soapCall(r, body)
	} else {
		c = plainCall(r)
	}
	booked, end := g.ledger.begin(c, isLease(c, g.hook.nameOf))
	defer end()

	due := g.rules.take(c, g.hook.nameOf)
	if act := g.delay(due, false); act != nil {
		g.ledger.settle(booked, act.outcome("before"))
		if act.Percent != nil && isTransfer(r, c) {
			r.Body = newPart(r, *act.Percent)
			g.inner.ServeHTTP(httptest.NewRecorder(), r)
		}
		g.misbehave(w, c, act)
		return
	}
	reply := g.pass(w, r, c)
	if reply == nil { // streamed
		g.ledger.settle(booked, "ok")
		return
	}
	if act := g.delay(due, true); act != nil {
		g.ledger.settle(booked, act.outcome("after"))
		if !act.Task {
			g.misbehave(w, c, act)
			return
		}
		g.failTask(taskOf(reply.Body.Bytes()), c, act)
	} else if reply.Code >= 400 {
		g.ledger.settle(booked, "fault")
		if isTransfer(r, c) && reply.Code == http.StatusNotFound {
			g.ledger.sentNowhere(c)
		}
	} else {
		g.ledger.settle(booked, "ok")
	}
	body := reworded(reply.Body.Bytes(), due)
	for name, values := range reply.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(reply.Code)
	_, _ = w.Write(body)
}

// reworded is a reply in which the rules have other text.
func reworded(body []byte, due []rule) []byte {
	for i := range due {
		if due[i].Replace != "" {
			body = bytes.ReplaceAll(body, []byte(due[i].Replace), []byte(due[i].By))
		}
	}
	return body
}

// delay sleeps as the rules for this side of the effect say and returns the one that does more.
func (g *gate) delay(due []rule, after bool) (act *rule) {
	for i := range due {
		if due[i].after() != after {
			continue
		}
		time.Sleep(time.Duration(due[i].DelayMillis) * time.Millisecond)
		if due[i].acts() {
			act = &due[i]
		}
	}
	return act
}

// pass hands the request to the simulator. The reply is nil where it is not kept back: what is
// downloaded may be large.
func (g *gate) pass(w http.ResponseWriter, r *http.Request, c call) *httptest.ResponseRecorder {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		g.inner.ServeHTTP(w, r)
		return nil
	}
	reply := httptest.NewRecorder()
	switch {
	case strings.HasPrefix(c.Method, "WaitForUpdates"):
		return g.poll(r, c)
	case c.Method == "LogUserEvent":
		return g.logUserEvent(r, c)
	case isTransfer(r, c):
		file := newMeasured(r.Body)
		r.Body = file
		path := r.URL.Path // the simulator changes it
		g.inner.ServeHTTP(reply, r)
		g.ledger.uploaded(file.upload(r.Method, path, reply.Code))
	default:
		g.inner.ServeHTTP(reply, r)
	}
	return reply
}

// poll waits for a long poll, for the client to hang up, or for its session to be ended: the
// simulator itself notices neither of the last two.
func (g *gate) poll(r *http.Request, c call) *httptest.ResponseRecorder {
	g.mu.Lock()
	expired := g.expired
	g.mu.Unlock()
	done := make(chan *httptest.ResponseRecorder, 1)
	detached := r.WithContext(context.WithoutCancel(r.Context()))
	go func() {
		reply := httptest.NewRecorder()
		defer func() {
			if p := recover(); p != nil {
				log.Printf("%s: %v", c.Method, p)
				reply = nil
			}
			done <- reply
		}()
		g.inner.ServeHTTP(reply, detached)
	}()
	select {
	case reply := <-done:
		if reply == nil {
			panic(http.ErrAbortHandler)
		}
		return reply
	case <-expired:
		reply := httptest.NewRecorder()
		writeFault(reply, "The session is not authenticated.", &types.NotAuthenticated{
			NoPermission: types.NoPermission{Object: &c.Object, PrivilegeId: "System.View"}})
		return reply
	case <-r.Context().Done():
		panic(http.ErrAbortHandler)
	}
}

// misbehave answers as the rule says, in place of the simulator's reply.
func (g *gate) misbehave(w http.ResponseWriter, c call, act *rule) {
	switch {
	case act.Cut:
		panic(http.ErrAbortHandler)
	case act.Status != 0:
		if act.Location != "" {
			w.Header().Set("Location", act.Location)
		}
		writePage(w, act.Status)
	case act.Task:
		writeTask(w, c.Method, g.failingTask(c, act))
	default:
		fault, err := act.newFault(c)
		if err != nil {
			panic(err) // check has made one before
		}
		writeFault(w, act.message(), fault)
	}
}

func (r *rule) outcome(side string) string {
	switch {
	case r.Cut:
		return "cut " + side
	case r.Status != 0:
		return "page " + side
	case r.Task:
		return "task " + r.Fault + " " + side
	}
	return r.Fault + " " + side
}
