/**
 * The wire form of vim25: a method and its arguments in, a SOAP envelope out, and back. It knows
 * yavijava's data objects and XML, and nothing of connections. Reading is lenient where a newer
 * server says more than we know, and strict where what was said cannot be understood.
 */
package dev.provision.vsphere.soap;
