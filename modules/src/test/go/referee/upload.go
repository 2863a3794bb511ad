package main

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"net/http"
)

// isTransfer tells requests whose body is a file.
func isTransfer(r *http.Request, c call) bool {
	return r.Method == http.MethodPut || c.Method == "POST /nfc" || c.Method == "POST /folder"
}

// part is the beginning of a file whose rest never comes.
type part struct {
	io.ReadCloser
	left int64
}

func newPart(r *http.Request, percent int) *part {
	return &part{ReadCloser: r.Body, left: max(0, r.ContentLength) * int64(percent) / 100}
}

func (p *part) Read(b []byte) (int, error) {
	if p.left <= 0 {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := p.ReadCloser.Read(b[:min(int64(len(b)), p.left)])
	p.left -= int64(n)
	return n, err
}

// measured counts and hashes what is read through it: the simulator throws an upload's bytes away.
type measured struct {
	io.ReadCloser
	sum   hash.Hash
	bytes int64
	head  []byte
}

func newMeasured(body io.ReadCloser) *measured {
	return &measured{ReadCloser: body, sum: sha256.New()}
}

func (m *measured) Read(p []byte) (int, error) {
	n, err := m.ReadCloser.Read(p)
	m.sum.Write(p[:n])
	m.bytes += int64(n)
	if missing := 4 - len(m.head); missing > 0 {
		m.head = append(m.head, p[:min(missing, n)]...)
	}
	return n, err
}

func (m *measured) upload(method, path string, status int) upload {
	return upload{Method: method, Path: path, Bytes: m.bytes,
		SHA256: hex.EncodeToString(m.sum.Sum(nil)), Head: string(m.head), Status: status}
}
