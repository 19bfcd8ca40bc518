package atomicfile

import "os"

// Disk is what a file is written through. Its methods may fail in place of a real disk's.
type Disk struct {
	*os.File
	WriteErr, SyncErr error
}

func (d *Disk) Write(p []byte) (int, error) {
	if d.WriteErr != nil {
		n, _ := d.File.Write(p[:len(p)/2]) // a disk fills up in the middle
		return n, d.WriteErr
	}
	return d.File.Write(p)
}

func (d *Disk) Sync() error {
	if d.SyncErr != nil {
		return d.SyncErr
	}
	return d.File.Sync()
}

// OnDisk puts d between f and its temporary file.
func OnDisk(f *File, d *Disk) {
	d.File = f.handle.(*os.File)
	f.handle = d
}

// Temp returns the file beside the target.
func (f *File) Temp() string { return f.temp }
